package answer

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"net/http"
	"strings"
	"time"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"
)

// Tags say which version of something a caller has.
//
//	made by   | of                               | equal tags mean
//	TagOf     | a value without a tag of its own | the same JSON
//	Quoted    | a record that has one            | the same record
//	WeakTag   | a file with the time in it       | the same but for that time
//
// A GET answers 304 to who has the version with the tag (If-None-Match), see [Content]. A PUT or DELETE changes only
// what was seen (If-Match), see [IfMatch].

// TagOf is the ETag of a value: whatever is encoded the same has the same one.
func TagOf(v any) (string, error) {
	text, err := json.Marshal(v, json.Deterministic(true))
	if err != nil {
		return "", err
	}
	return Quoted(digest(text)), nil
}

// Quoted is the ETag of a record that has a tag of its own.
func Quoted[T ~string](tag T) string { return `"` + string(tag) + `"` }

// WeakTag is the ETag of a file that tells when it was made. Undated is the file without that.
func WeakTag(undated []byte) string { return "W/" + Quoted(digest(undated)) }

// digest is half of SHA-256, as in the tags of records: enough for nobody to find two with the same one.
func digest(text []byte) string {
	sum := sha256.Sum256(text)
	return hex.EncodeToString(sum[:16])
}

// Content is what a GET answers and callers may keep.
type Content struct {
	Type string // of media
	Tag  string // the ETag
	Body []byte
}

// Send answers with the content, or that the caller still has the one with its tag.
func (c Content) Send(w http.ResponseWriter, r *http.Request) {
	h := w.Header()
	h.Set("Content-Type", c.Type)
	h.Set("Cache-Control", "private, no-cache")
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("ETag", c.Tag)
	r.Header.Del("Range") // nobody needs a part, and parts of two files with different times in them make none
	http.ServeContent(w, r, "", time.Time{}, bytes.NewReader(c.Body))
}

// Tagged answers a GET with a value that callers may keep, or that they still have the one with this tag.
func Tagged(w http.ResponseWriter, r *http.Request, tag string, v any) error {
	body, err := json.Marshal(v, json.Deterministic(true), jsontext.WithIndent(" "))
	if err != nil {
		return err
	}
	Content{Type: "application/json", Tag: tag, Body: append(body, '\n')}.Send(w, r)
	return nil
}

// Replaced answers a PUT with what there is now. The conditions were met by what there is no more.
func Replaced(w http.ResponseWriter, r *http.Request, tag string, v any) error {
	r.Header.Del("If-Match")
	r.Header.Del("If-None-Match")
	return Tagged(w, r, tag, v)
}

// IfMatch are the tags of which a record must have one to be changed; empty: the request does not care.
func IfMatch(r *http.Request) string { return strings.Join(r.Header.Values("If-Match"), ",") }

// IfNoneMatch are the tags of which a record must have none to be changed, where * is any. Empty: the request does not
// care.
func IfNoneMatch(r *http.Request) string { return strings.Join(r.Header.Values("If-None-Match"), ",") }
