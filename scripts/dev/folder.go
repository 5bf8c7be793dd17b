package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"kursbuch.internal/shared/event"
	"kursbuch.internal/shared/local/boltdb"
	"kursbuch.internal/shared/proposal"
)

// A data folder is kept as a whole, and lost in parts: by a half copy, by a hand that tidies up. What is missing is not
// made anew beside the rest, which would then be about something else:
//
//	missing       | a new one would
//	kursbuch.db   | take all imports in the bucket for new ones, confirmed or not
//	bucket/       | know proposals of files that are nowhere
//	calendar.db   | have no master calendar, so that every sync run fails
//	home.json     | take its own calendar entries for somebody else's, and make all of them again

// The parts of a data folder.
const (
	storeFile    = "kursbuch.db"
	bucketFolder = "bucket"
	calendarFile = "calendar.db"
	homeFile     = "home.json"
)

// lost is the error about what a data folder does not hold, or holds in ruins.
type lost struct {
	folder string
	what   string // a sentence
}

// Error says what to do.
func (l lost) Error() string {
	folder := filepath.Clean(l.folder)
	return fmt.Sprintf("%s Es wurde nichts geändert. Bitte eine Sicherung des ganzen Ordners zurückspielen (README, "+
		"„To back it up“). Gibt es keine, beginnt nach diesem Befehl alles von vorn, und das Alte bleibt erhalten:\n"+
		"  mv %s %s", l.what, quoted(folder), quoted(folder+"-alt"))
}

// quoted is a word of a shell.
func quoted(word string) string {
	if strings.IndexFunc(word, func(r rune) bool { return !strings.ContainsRune("._-/", r) && !isAlnum(r) }) < 0 {
		return word
	}
	return "'" + strings.ReplaceAll(word, "'", `'\''`) + "'"
}

func isAlnum(r rune) bool {
	return r >= '0' && r <= '9' || r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z'
}

// holds reports whether there is a file of that name with something in it, or a folder.
func (c config) holds(name string) bool {
	info, err := os.Stat(filepath.Join(c.data, name))
	return err == nil && (info.IsDir() || info.Size() > 0)
}

// uploads reports whether there is a file in the bucket.
func (c config) uploads() bool {
	found := false
	_ = filepath.WalkDir(filepath.Join(c.data, bucketFolder, "objects", bucketName),
		func(_ string, entry fs.DirEntry, err error) error {
			if err != nil {
				return fs.SkipAll // there is none
			}
			if !entry.IsDir() {
				found = true
				return fs.SkipAll
			}
			return nil
		})
	return found
}

// begin makes sure of the data folder, and that nothing new begins beside the rest of something old.
func (c config) begin() error {
	if err := os.MkdirAll(c.data, 0o700); err != nil {
		return fmt.Errorf("-data: der Ordner %s kann nicht angelegt werden: Gibt es eine Datei dieses Namens, fehlt die "+
			"Berechtigung? (%w)", c.data, errors.Unwrap(err))
	}
	if c.holds(storeFile) || onEmulator() {
		return nil
	}
	for _, rest := range []struct {
		there bool
		what  string
	}{
		{c.uploads(), "sind hochgeladene Dateien"},
		{c.holds(calendarFile), "ist ein Kalender (" + calendarFile + ")"},
	} {
		if rest.there {
			return lost{c.data, fmt.Sprintf("In %s fehlt %s, oder die Datei ist leer; sie hält Veranstaltungen und "+
				"Entscheidungen fest. Zugleich %s da.", c.data, storeFile, rest.what)}
		}
	}
	return nil
}

// explained says in German why a file of the folder cannot be opened, if that is for who runs this to mend.
func (c config) explained(name string, err error) error {
	switch {
	case errors.Is(err, boltdb.ErrInUse):
		return fmt.Errorf("mit dem Ordner %s läuft schon ein Kursbuch. Bitte jenes weiter benutzen oder dort mit Strg-C "+
			"beenden; für ein zweites daneben einen eigenen Ordner und eine eigene Adresse nehmen: -data %s -addr "+
			"127.0.0.1:8081", c.data, quoted(filepath.Clean(c.data)+"-2"))
	case errors.Is(err, boltdb.ErrDamaged):
		return lost{c.data, fmt.Sprintf("Die Datei %s ist beschädigt: abgeschnitten, überschrieben oder gar keine von uns.",
			filepath.Join(c.data, name))}
	}
	return err
}

// checkBucket finds out whether the bucket is gone whose uploads are known.
func (c config) checkBucket(ctx context.Context, store proposal.Store, id event.ID) error {
	if c.holds(bucketFolder) || onEmulator() {
		return nil
	}
	heads, err := store.Proposals(ctx, id, proposal.Page{Limit: 1})
	if err != nil || len(heads) == 0 {
		return err
	}
	return lost{c.data, fmt.Sprintf("In %s fehlt der Ordner %s mit den hochgeladenen Dateien, die in %s bekannt sind.",
		c.data, bucketFolder, storeFile)}
}

// checkCalendar finds out whether something is gone of the calendar half. A folder that never had a master calendar has
// nothing to lose.
func (c config) checkCalendar(known bool) error {
	needed := []string{homeFile}
	if c.calendar == "" {
		needed = append(needed, calendarFile)
	}
	for _, name := range needed {
		if known && !c.holds(name) && !onEmulator() {
			return lost{c.data, fmt.Sprintf("In %s fehlt %s, oder die Datei ist leer; ein Master-Kalender ist in %s bekannt.",
				c.data, name, storeFile)}
		}
	}
	return c.explained(calendarFile, boltdb.Examine(filepath.Join(c.data, calendarFile)))
}
