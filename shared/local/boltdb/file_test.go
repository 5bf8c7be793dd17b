package boltdb_test

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"kursbuch.internal/shared/local/boltdb"
	"kursbuch.internal/shared/proposal"
	"kursbuch.internal/shared/sample"
)

func TestOneProcessAtATime(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "db")
	store := open(t, path)
	if _, err := boltdb.Open(path); err == nil || !strings.Contains(err.Error(), path+" is in use") {
		t.Errorf("open: %v", err)
	}
	if err := store.Close(); err != nil {
		t.Fatal(err)
	}
	open(t, path)
}

func TestForeignFilesStayAsTheyAre(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "letter.txt")
	letter := strings.Repeat("Liebe Orgas! ", 1000)
	if err := os.WriteFile(path, []byte(letter), 0o600); err != nil {
		t.Fatal(err)
	}
	if store, err := boltdb.Open(path); err == nil || !strings.Contains(err.Error(), path) {
		t.Errorf("open: %v, %v", store, err)
	}
	if kept, err := os.ReadFile(path); err != nil || string(kept) != letter {
		t.Errorf("the file changed, or is gone: %v", err)
	}
}

func TestDamagedFilesAreNotOpened(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "db")
	store := open(t, path)
	if err := store.Create(t.Context(), &proposal.Event{Snapshot: sample.Event(1, 500)}); err != nil {
		t.Fatal(err)
	}
	if err := store.Close(); err != nil {
		t.Fatal(err)
	}
	good, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	zeroed := bytes.Clone(good)
	clear(zeroed[2*os.Getpagesize() : len(zeroed)/2]) // all but what says where things are
	for about, content := range map[string][]byte{
		"cut off at the half": good[:len(good)/2], "only the beginning is left": good[:3*os.Getpagesize()],
		"the first bytes only": good[:100], "overwritten by zeros": zeroed, "all zeros": make([]byte, len(good)),
	} {
		if err := os.WriteFile(path, content, 0o600); err != nil {
			t.Fatal(err)
		}
		if store, err := boltdb.Open(path); !errors.Is(err, boltdb.ErrDamaged) || !strings.Contains(err.Error(), path) {
			t.Errorf("%s: %v, %v", about, store, err)
		}
		if kept, err := os.ReadFile(path); err != nil || !bytes.Equal(kept, content) {
			t.Errorf("%s: the file changed: %v", about, err)
		}
	}
	if err := os.WriteFile(path, good, 0o600); err != nil {
		t.Fatal(err)
	}
	open(t, path)
}
