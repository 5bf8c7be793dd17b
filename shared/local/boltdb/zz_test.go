package boltdb

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"testing"
	"time"

	"kursbuch.internal/shared/event"
	"kursbuch.internal/shared/proposal"
	"kursbuch.internal/shared/sample"
)

func TestZZ(t *testing.T) {
	for _, n := range []int{60, 500, 5000, 50000} {
		path := filepath.Join(t.TempDir(), "db")
		s, err := Open(path)
		if err != nil {
			t.Fatal(err)
		}
		snap := sample.Event(1, n)
		start := time.Now()
		if err := s.Create(t.Context(), &proposal.Event{Snapshot: snap}); err != nil {
			t.Fatal(err)
		}
		created := time.Since(start)
		fi, _ := os.Stat(path)
		for _, procs := range []int{1, 2} {
			runtime.GOMAXPROCS(procs)
			start = time.Now()
			var e *proposal.Event
			for range 3 {
				e, err = s.Event(t.Context(), 1)
				if err != nil {
					t.Fatal(err)
				}
			}
			fmt.Println(n, procs, "create", created, "read", time.Since(start)/3, fi.Size()>>20, "MB")
			var a, b bytes.Buffer
			event.Write(&a, snap)
			event.Write(&b, e.Snapshot)
			if a.String() != b.String() {
				t.Error("differ")
			}
		}
		s.Close()
	}
}
