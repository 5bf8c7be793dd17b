package inbox

import (
	"io/fs"
	"log/slog"
	"os"
	"path"
	"strings"
)

// hintEnd is how the names of our hints end.
const hintEnd = ".HINWEIS.txt"

// Why something is not taken, in the words of its hint.
const (
	noFolder = "Hier liegen nur Ordner, die so heißen wie die Nummer einer Veranstaltung, zum Beispiel 1, und der " +
		"Ordner jobcalendar. Bitte die Datei in den Ordner ihrer Veranstaltung legen, als 1/import.json; eine Tabelle von " +
		"Terminen als jobcalendar/NAME.csv."
	noJSON = "Übernommen werden nur Dateien, deren Name auf .json endet. Ist es ein Import, bitte umbenennen, zum " +
		"Beispiel in import.json; Tabellen bitte zuerst in einen Import umwandeln."
	noCSV = "Übernommen werden hier nur Tabellen von Terminen, deren Name auf .csv endet. Ist es eine, bitte als CSV " +
		"speichern, zum Beispiel als reflex.csv."
	notRegular = "Das ist keine gewöhnliche Datei, sondern ein Verweis oder ein Ordner. Bitte die Datei selbst hierher " +
		"kopieren."
)

// wrongEnding is the hint about a name that does not end as it should.
var wrongEnding = map[string]string{".json": noJSON, ".csv": noCSV}

// ignore says once, in a file beside it, that something stays where it is. Hidden files, those that are being written,
// our own hints are nobody's mistake.
func (w *watcher) ignore(root *os.Root, name, why string) {
	if hidden(name) || strings.HasSuffix(name, hintEnd) || path.Base(name) == "done" {
		return
	}
	f := w.file(name)
	if f.hint != "" {
		return
	}
	f.hint = name + hintEnd
	text := "Kursbuch hat „" + path.Base(name) + "“ nicht übernommen.\n\n" + why +
		"\n\nDieser Hinweis verschwindet von selbst, sobald die Datei nicht mehr hier liegt.\n"
	about := []any{"file", name, "hint", f.hint}
	if err := root.WriteFile(f.hint, []byte(text), 0o600); err != nil {
		about = append(about, "error", err)
	}
	slog.Warn("the inbox does not take a file", about...)
}

// dropHints deletes the hints about files that are gone, also those of a former run.
func (w *watcher) dropHints(root *os.Root) {
	for _, folder := range []string{".", "*"} {
		hints, _ := fs.Glob(root.FS(), path.Join(folder, "*"+hintEnd)) // the pattern is well-formed
		for _, hint := range hints {
			if _, err := root.Lstat(strings.TrimSuffix(hint, hintEnd)); os.IsNotExist(err) {
				_ = root.Remove(hint) // the next poll tries again
			}
		}
	}
}
