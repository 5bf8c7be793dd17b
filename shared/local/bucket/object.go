package bucket

import (
	"io/fs"
	"net/http"
	"os"
	"path"
	"path/filepath"
	"strings"
	"time"

	"kursbuch.internal/shared/local/identity"
)

// UploaderKey is the key of an object's custom metadata that names who uploaded it.
const UploaderKey = "kursbuch-uploader"

// attributesSuffix is reserved by the fake for the attributes of an object.
const attributesSuffix = ".metadata"

// Object is one generation of an object. Its JSON form is the data of Cloud Storage's trigger.
type Object struct {
	Bucket          string            `json:"bucket"`
	Name            string            `json:"name"`
	Generation      int64             `json:"generation,string"`
	Metageneration  int64             `json:"metageneration,string"`
	Size            int64             `json:"size,string"` // bytes as stored, possibly compressed
	ContentType     string            `json:"contentType,omitempty"`
	ContentEncoding string            `json:"contentEncoding,omitempty"` // "gzip" or empty
	MD5             string            `json:"md5Hash,omitempty"`         // base64
	CRC32C          string            `json:"crc32c,omitempty"`          // base64, big-endian, Castagnoli
	Created         time.Time         `json:"timeCreated"`               // UTC
	Metadata        map[string]string `json:"metadata,omitempty"`
}

// Uploader returns the mail address of who made this generation, or "" if the request did not tell.
func (o Object) Uploader() string { return o.Metadata[UploaderKey] }

// caller returns the mail address that the request names locally, or "".
func caller(r *http.Request) string {
	who, err := identity.Caller(r)
	if err != nil || len(who.Mail) > 254 { // RFC 5321; the attributes must fit into 4 KiB
		return ""
	}
	return who.Mail
}

// maxSegment is the longest part of a name between slashes, in bytes. A file system takes 255; the fake
// needs some for its temporary files.
const maxSegment = 200

// validName reports whether the folder can hold an object of this name. Cloud Storage takes more; the fake
// takes "../x" as well, and writes there.
func validName(name string) bool {
	for segment := range strings.SplitSeq(name, "/") {
		if len(segment) > maxSegment {
			return false
		}
	}
	return fs.ValidPath(name) && name != "." && filepath.IsLocal(name) && len(name) <= 1024 &&
		!strings.ContainsAny(name, "\r\n\x00") && !strings.HasSuffix(name, attributesSuffix)
}

// blocked reports whether the name would be a folder and an object at once, which Cloud Storage allows and
// a file system does not.
func (b *Bucket) blocked(name string) bool {
	if info, err := os.Lstat(filepath.Join(b.objects, name)); err == nil && info.IsDir() {
		return true
	}
	for parent := path.Dir(name); parent != "."; parent = path.Dir(parent) {
		if info, err := os.Lstat(filepath.Join(b.objects, parent)); err == nil && !info.IsDir() {
			return true
		}
	}
	return false
}
