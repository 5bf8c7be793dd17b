package uploads

import (
	"slices"
	"testing"

	"cloud.google.com/go/storage"
)

// TestOnlyTheObjectOfThatNameLosesVersions: names that begin with it, or would sort next to it, are other objects.
func TestOnlyTheObjectOfThatNameLosesVersions(t *testing.T) {
	c := open(t)
	archive := &Archive{c.handle}
	for _, object := range []string{"imports/2/a.json", "imports/2/a.json.json", "imports/2/a.jso", "imports/2/b.json"} {
		c.put(object, "{}", "")
	}
	left := func() (names []string) {
		t.Helper()
		all, err := archive.list(t.Context(), storage.Query{Versions: true})
		if err != nil {
			t.Fatal(err)
		}
		for _, o := range all {
			names = append(names, o.Name)
		}
		return names
	}
	before := left()
	var asked []int64
	for _, goes := range []bool{false, true, true} { // the last one finds nothing
		err := archive.RemoveVersions(t.Context(), "imports/2/a.json", func(generation int64) (bool, error) {
			asked = append(asked, generation)
			return goes, nil
		})
		if err != nil {
			t.Fatal(err)
		}
		if !goes && !slices.Equal(left(), before) {
			t.Errorf("left: %v", left())
		}
	}
	if want := []string{"imports/2/a.jso", "imports/2/a.json.json", "imports/2/b.json"}; !slices.Equal(left(), want) ||
		len(asked) != 2 || asked[0] == 0 || asked[0] != asked[1] {
		t.Errorf("left: %v, asked for %v", left(), asked)
	}
}
