package bucket

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"

	"kursbuch.internal/shared/event/erasing"
)

var _ erasing.Bucket = (*Bucket)(nil)

// ourOwn are the folders in which nobody but Kursbuch itself makes or deletes objects, as roles say in the cloud: what
// the console uploads, and which erases are remembered.
var ourOwn = []string{"console/", erasing.Folder}

// below gives the objects whose names begin with a prefix.
func (b *Bucket) below(ctx context.Context, prefix string) (found []Object, err error) {
	all, err := b.Objects(ctx)
	for _, o := range all {
		if strings.HasPrefix(o.Name, prefix) {
			found = append(found, o)
		}
	}
	return found, err
}

// Remove implements [erasing.Bucket]. There are no versions here.
func (b *Bucket) Remove(ctx context.Context, prefix string) (left bool, err error) {
	found, err := b.below(ctx, prefix)
	if err == nil {
		err = b.discard(ctx, found)
	}
	return err != nil, err
}

// RemoveVersions implements [erasing.Bucket]. There is one version here.
func (b *Bucket) RemoveVersions(ctx context.Context, name string, gone func(generation int64) (bool, error)) error {
	found, err := b.below(ctx, name)
	if err != nil {
		return err
	}
	for _, o := range found {
		if o.Name != name {
			continue
		}
		if goes, err := gone(o.Generation); err != nil || !goes {
			return err
		}
		return b.discard(ctx, []Object{o})
	}
	return nil
}

func (b *Bucket) discard(ctx context.Context, all []Object) error {
	b.mu.Lock()
	defer b.mu.Unlock()
	if err := b.keepNewest(); err != nil {
		return err
	}
	for _, o := range all {
		address := "http://" + publicHost + "/storage/v1/b/" + b.name + "/o/" + url.PathEscape(o.Name)
		r, err := http.NewRequestWithContext(ctx, http.MethodDelete, address, nil)
		if err != nil {
			return err
		}
		reply := httptest.NewRecorder()
		b.fake.HTTPHandler().ServeHTTP(reply, r)
		if reply.Code != http.StatusOK && reply.Code != http.StatusNotFound {
			return fmt.Errorf("delete an object: status %d", reply.Code)
		}
	}
	return nil
}

// Keep implements [erasing.Bucket].
func (b *Bucket) Keep(ctx context.Context, name string, content []byte) error {
	reply := b.create(ctx, arrival{
		attributes: attributes{Name: name, ContentType: "application/json"}.signed(""),
		content:    content, host: publicHost, ours: true,
	})
	if reply.status != http.StatusOK {
		return fmt.Errorf("keep %s: status %d: %s", name, reply.status, reply.body)
	}
	return nil
}

// Kept implements [erasing.Bucket].
func (b *Bucket) Kept(ctx context.Context, prefix string) (contents [][]byte, err error) {
	found, err := b.below(ctx, prefix)
	for _, o := range found {
		if !erasing.IsKept(o.Name) {
			continue
		}
		a, err := b.raw(o.Name, "")
		if err != nil {
			return nil, err
		}
		contents = append(contents, a.content)
	}
	return contents, err
}
