package main

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"kursbuch.internal/shared/local/identity"
	"kursbuch.internal/shared/proposal"
)

// loss is what becomes of a part of a data folder.
type loss struct {
	part   string
	change func([]byte) []byte // nil: the part is moved away
	want   string              // of what the local run says
}

// TestLostPartsAreNotMadeAnew takes parts of a data folder away, or damages them.
func TestLostPartsAreNotMadeAnew(t *testing.T) {
	data := filepath.Join(t.TempDir(), "kurs buch")
	p := launch(t, "-data", data)
	s := &storm{T: t, url: p.url, data: data, confirmed: map[proposal.ID]bool{}}
	if s.upload("one"); len(s.uploaded) != 1 {
		t.Fatal("nothing uploaded")
	}
	s.settle()
	if status := p.end(os.Interrupt); status != 0 {
		t.Fatalf("status %d: %s", status, &p.stderr)
	}
	// The end of a file of bbolt may be room to grow.
	half := func(content []byte) []byte { return content[:min(len(content)/2, 3<<12)] }
	gone := func([]byte) []byte { return nil }
	for about, l := range map[string]loss{
		"no store":           {storeFile, nil, "sind hochgeladene Dateien da"},
		"an empty store":     {storeFile, gone, "sind hochgeladene Dateien da"},
		"half a store":       {storeFile, half, "kursbuch.db ist beschädigt"},
		"no bucket":          {bucketFolder, nil, "fehlt der Ordner bucket"},
		"no calendar":        {calendarFile, nil, "fehlt calendar.db"},
		"an empty calendar":  {calendarFile, gone, "fehlt calendar.db"},
		"half a calendar":    {calendarFile, half, "calendar.db ist beschädigt"},
		"not who we are":     {homeFile, nil, "fehlt home.json"},
		"half of who we are": {homeFile, half, "home.json ist beschädigt"},
	} {
		t.Run(about, func(t *testing.T) { loses(t, data, l) })
	}
	p = launch(t, "-data", data)
	s.url = p.url
	if heads := s.list(""); len(heads) != 1 || heads[0].Source.Uploader != identity.Orga {
		t.Errorf("with all parts back: %v", heads)
	}
	if status := p.end(os.Interrupt); status != 0 {
		t.Errorf("status %d: %s", status, &p.stderr)
	}
}

// loses takes a part away, or changes it, and puts it back after the local run has said what it wants.
func loses(t *testing.T, data string, l loss) {
	path := filepath.Join(data, l.part)
	aside := filepath.Join(t.TempDir(), "aside")
	if err := os.Rename(path, aside); err != nil {
		t.Fatal(err)
	}
	var left []byte
	if l.change != nil {
		content, err := os.ReadFile(aside)
		if err != nil {
			t.Fatal(err)
		}
		left = l.change(content)
		if err := os.WriteFile(path, left, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	refuses(t, data, l.want)
	now, err := os.ReadFile(path)
	if l.change == nil && !os.IsNotExist(err) || !bytes.Equal(now, left) {
		t.Errorf("%s is another one than before: %v", l.part, err)
	}
	if err := errors.Join(os.RemoveAll(path), os.Rename(aside, path)); err != nil {
		t.Fatal(err)
	}
}

// refuses starts a local run, which has to say why it does not, what to do.
func refuses(t *testing.T, data, want string) {
	t.Helper()
	p := command(t, "-addr", "127.0.0.1:0", "-data", data)
	ends := time.AfterFunc(time.Minute, func() { _ = p.cmd.Process.Kill() }) // one that starts would not end
	defer ends.Stop()
	if err := p.cmd.Run(); p.cmd.ProcessState.ExitCode() != 1 {
		t.Errorf("%v", err)
	}
	said := p.stderr.String()
	if !strings.Contains(said, want) || !strings.Contains(said, "mv '"+data+"' '"+data+"-alt'") ||
		strings.Contains(said, "goroutine") {
		t.Errorf("it does not say %q: %s", want, said)
	}
}
