package syncruntest

import (
	"fmt"
	"reflect"
	"time"
)

// Filled is a value without a zero in it: each of its fields, down to the last one, has a value of its own. A field
// that is not stored gives itself away, also one that nobody has thought of yet.
func Filled[T any]() T {
	var v T
	new(filler).fill(reflect.ValueOf(&v).Elem())
	return v
}

// filler counts the values that it gave out.
type filler struct{ n int }

func (f *filler) fill(v reflect.Value) {
	f.n++
	switch v.Kind() {
	case reflect.String:
		v.SetString(fmt.Sprintf("%d Ü😀/\u2028\x00<&>\\\"", f.n)) // what encodings may stumble over
	case reflect.Bool:
		v.SetBool(true)
	case reflect.Int, reflect.Int32:
		v.SetInt(int64(f.n))
	case reflect.Int64:
		v.SetInt(int64(f.n) + 1<<53) // more than a float64 can hold
	case reflect.Uint64:
		v.SetUint(uint64(f.n) + 1<<63)
	case reflect.Pointer:
		v.Set(reflect.New(v.Type().Elem()))
		f.fill(v.Elem())
	case reflect.Slice:
		if v.Type().Elem().Kind() == reflect.Uint8 { // JSON as it is
			v.SetBytes(fmt.Append(nil, f.n))
			return
		}
		v.Set(reflect.MakeSlice(v.Type(), 2, 2))
		f.fill(v.Index(0))
		f.fill(v.Index(1))
	case reflect.Map:
		f.fillMap(v)
	case reflect.Struct:
		f.fillStruct(v)
	default:
		panic("unreachable: what is stored has no " + v.Type().String() + " so far; say here how one is filled")
	}
}

func (f *filler) fillMap(v reflect.Value) {
	v.Set(reflect.MakeMap(v.Type()))
	for range 2 {
		key, value := reflect.New(v.Type().Key()).Elem(), reflect.New(v.Type().Elem()).Elem()
		f.fill(key)
		f.fill(value)
		v.SetMapIndex(key, value)
	}
}

func (f *filler) fillStruct(v reflect.Value) {
	if at, ok := v.Addr().Interface().(*time.Time); ok {
		*at = time.Date(2027, 2, 1, 12, 0, f.n, 123456789, time.UTC)
		return
	}
	for i := range v.NumField() {
		if v.Type().Field(i).IsExported() {
			f.fill(v.Field(i))
		}
	}
}
