package boltdb_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"kursbuch.internal/shared/local/boltdb"
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
