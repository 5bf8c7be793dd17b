package downloads

import (
	"context"
	"strings"
	"testing"

	"kursbuch.internal/functions/console/page"
	"kursbuch.internal/functions/console/visit"
	"kursbuch.internal/shared/diff"
	"kursbuch.internal/shared/proposal/comparison"
)

// TestAnImportThatNobodyCouldUpload: the page says how large it is and what to do, and does not hold it.
func TestAnImportThatNobodyCouldUpload(t *testing.T) {
	room, err := Open(nil, nil, nil)
	if err != nil {
		t.Fatal(err)
	}
	v := &visit.Visit{Reader: page.Reader{Lang: "de"}}
	for size, fits := range map[int]bool{MaxFiles: true, MaxFiles + 1: false} {
		got := room.result(v, 1, comparison.Comparison{Difference: diff.Difference{File: make([]byte, size), Changes: 1}})
		if (got.File != "") != fits || (got.Action != "") != fits || (got.Large == "") != fits ||
			!fits && !strings.Contains(got.Large, "31\u00a0MB und wäre zu groß") {
			t.Errorf("%d bytes: it holds %d, says %q", size, len(got.File), got.Large)
		}
	}
}

// TestOneComparesAtATime: the others wait, as long as they are there.
func TestOneComparesAtATime(t *testing.T) {
	room, err := Open(nil, nil, nil)
	if err != nil {
		t.Fatal(err)
	}
	gone, leave := context.WithCancel(t.Context())
	leave()
	if err := room.turn(t.Context()); err != nil {
		t.Fatal(err)
	}
	if err := room.turn(gone); err == nil {
		t.Error("two compare at once")
	}
	room.next()
	if err := room.turn(t.Context()); err != nil {
		t.Error(err)
	}
}
