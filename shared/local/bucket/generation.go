package bucket

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"strconv"

	"github.com/pkg/xattr"
)

// The fake takes generations from the clock on the wall, which somebody may put back: then a newer upload would have
// the smaller generation, and be superseded by the older one. So whatever is not above all generations before gets the
// next one instead. newest is the largest of them; what was deleted counts too, so it is kept in a file.

// readNewest finds the largest generation so far.
func (b *Bucket) readNewest(ctx context.Context) error {
	text, err := os.ReadFile(b.newestFile)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	b.newest, _ = strconv.ParseInt(string(text), 10, 64) // a file broken off says less than the objects
	objects, err := b.Objects(ctx)
	for _, o := range objects {
		b.newest = max(b.newest, o.Generation)
	}
	return err
}

// keepNewest keeps the largest generation so far, before an object is deleted. The caller holds mu.
func (b *Bucket) keepNewest() error {
	return os.WriteFile(b.newestFile, strconv.AppendInt(nil, b.newest, 10), 0o600)
}

// rise gives the object that was just stored the next generation, if the clock gave it none that is larger than all
// before. It returns the object's resource. The caller holds mu.
func (b *Bucket) rise(name, host string, stored []byte) ([]byte, error) {
	var o Object
	if err := json.Unmarshal(stored, &o); err != nil {
		return nil, err
	}
	if o.Generation > b.newest {
		b.newest = o.Generation
		return stored, nil
	}
	if err := b.renumber(name, b.newest+1); err != nil {
		return nil, err
	}
	b.newest++
	address := "http://" + host + "/storage/v1/b/" + b.name + "/o/" + url.PathEscape(name)
	r, err := http.NewRequest(http.MethodGet, address, nil)
	if err != nil {
		return nil, err
	}
	reply := httptest.NewRecorder()
	b.fake.HTTPHandler().ServeHTTP(reply, r)
	if reply.Code != http.StatusOK {
		return nil, fmt.Errorf("object %q as generation %d: status %d", name, b.newest, reply.Code)
	}
	return reply.Body.Bytes(), nil
}

// fakeAttributes is where the fake keeps what it knows of an object, if the file system has such attributes.
const fakeAttributes = "user.metadata"

// renumber writes another generation into what the fake knows of an object.
func (b *Bucket) renumber(name string, generation int64) error {
	path := filepath.Join(b.objects, filepath.FromSlash(name))
	text, err := xattr.Get(path, fakeAttributes)
	inFile := err != nil
	if inFile {
		text, err = os.ReadFile(path + attributesSuffix)
	}
	if err != nil {
		return err
	}
	var known map[string]json.RawMessage
	if err := json.Unmarshal(text, &known); err != nil {
		return err
	}
	known["Generation"] = strconv.AppendInt(nil, generation, 10)
	if text, err = json.Marshal(known); err != nil {
		return err
	}
	if inFile {
		return os.WriteFile(path+attributesSuffix, text, 0o600)
	}
	return xattr.Set(path, fakeAttributes, text)
}
