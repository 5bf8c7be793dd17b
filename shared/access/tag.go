package access

import (
	"crypto/sha256"
	"encoding/hex"
	"strings"

	"github.com/go-json-experiment/json"
)

// Tag stands for what a record holds. Records with the same tag are equal; it needs no memory of what they were before.
type Tag string

// TagOf is the tag of any record: whatever is encoded the same has the same one.
func TagOf(record any) Tag {
	text, err := json.Marshal(record, json.Deterministic(true))
	if err != nil {
		panic(err) // unreachable: texts were checked to be UTF-8
	}
	sum := sha256.Sum256(text)
	return Tag(hex.EncodeToString(sum[:16]))
}

// Among reports whether the tag is in a list as the headers If-Match and If-None-Match have it, with or without
// quotation marks. * is any tag but the empty one, which stands for a record that does not exist. A weak tag is as good
// as a strong one: what it says is what the record holds.
func (t Tag) Among(list string) bool {
	if t == "" {
		return false
	}
	for item := range strings.SplitSeq(list, ",") {
		item = strings.TrimPrefix(strings.TrimSpace(item), "W/") // some proxies weaken tags
		if item == "*" || strings.Trim(item, `"`) == string(t) {
			return true
		}
	}
	return false
}
