package event

import (
	"fmt"
	"reflect"
	"strconv"

	"github.com/go-json-experiment/json"
	"kursbuch.internal/shared/scalar"
)

// valueOf gives an attribute in canonical form: as a file spells it.
func valueOf(attribute any) scalar.Value {
	text, err := json.Marshal(attribute, File)
	if err != nil {
		panic(err) // unreachable: the attributes of entities are plain values
	}
	return scalar.Value(text)
}

// get reads the attribute that p points to; an attribute that does not exist is empty. The JSON codec could do it for
// all of them; what large imports are made of takes a tenth of the time without.
func get(p any) scalar.Value {
	switch p := p.(type) {
	case nil:
		return ""
	case *string:
		return scalar.Text(*p)
	case **string:
		if *p == nil {
			return scalar.Null
		}
		return scalar.Text(**p)
	case **CourseID:
		return reference(*p)
	case **LodgementID:
		return reference(*p)
	}
	return valueOf(p)
}

// set writes the attribute that p points to, without copying a text: those of an import may be all of its megabytes.
func set(p any, v scalar.Value) {
	switch p := p.(type) {
	case nil:
		return
	case *string:
		*p = v.Unquote()
		return
	case **string:
		setPointer(p, v, v.Unquote)
		return
	case **CourseID:
		setPointer(p, v, func() CourseID { return CourseID(integer(v)) })
		return
	case **LodgementID:
		setPointer(p, v, func() LodgementID { return LodgementID(integer(v)) })
		return
	}
	// Decoding into an old value would write through pointers and slices that clones share.
	reflect.ValueOf(p).Elem().SetZero()
	if err := json.Unmarshal([]byte(v), p, File); err != nil {
		panic(fmt.Sprintf("%s for %T: %v", v, p, err)) // unreachable: values are checked before they are set
	}
}

// setPointer makes what p points to a pointer of its own: clones share the old one.
func setPointer[E any](p **E, v scalar.Value, read func() E) {
	if v == scalar.Null {
		*p = nil
		return
	}
	e := read()
	*p = &e
}

func reference[ID ~int32](id *ID) scalar.Value {
	if id == nil {
		return scalar.Null
	}
	return scalar.Value(strconv.Itoa(int(*id)))
}

func integer(v scalar.Value) int32 {
	n, err := strconv.ParseInt(string(v), 10, 32)
	if err != nil {
		panic(err) // unreachable: values are checked before they are set
	}
	return int32(n)
}
