package persona

import (
	"testing"

	"github.com/go-json-experiment/json/jsontext"
)

// TestTheOrderOfARecordSaysNothing: a table that names somebody once more would change them each time.
func TestTheOrderOfARecordSaysNothing(t *testing.T) {
	const head = `{"id": 7, "given_names": "Ada", "family_name": "", "is_member": true, "is_event_realm": true,
		"is_archived": false, `
	tags := map[string]string{}
	for about, rest := range map[string]string{"as it is": `"gender": 1, "title": null}`,
		"in another order": `"title": null, "gender": 1}`, "something else": `"title": "Dr.", "gender": 1}`} {
		p, found := Decode(jsontext.Value(head+rest), 0)
		if !found.Empty() {
			t.Fatal(about, found.Items)
		}
		tags[about] = string(Tag(p))
	}
	if tags["as it is"] != tags["in another order"] || tags["as it is"] == tags["something else"] {
		t.Errorf("%v", tags)
	}
}
