package page

import (
	"log/slog"
	"mime"
	"net/http"
	"path"
	"strings"
)

// File is something to be saved, not to be shown.
type File struct {
	// Name is what the browser calls it, Type is that of its media.
	Name, Type string
	Content    []byte
}

// Send answers with the file.
func (f File) Send(w http.ResponseWriter, r *http.Request) {
	f.Describe(w)
	if _, err := w.Write(f.Content); err != nil { // a reader who is gone needs no file
		slog.DebugContext(r.Context(), "a file was not read to its end", "error", err)
	}
}

// Describe sets the headers by which a browser saves what it gets.
func (f File) Describe(w http.ResponseWriter) {
	name := strings.NewReplacer("/", "_", `\`, "_", "\n", " ").Replace(plain(f.Name))
	disposition := mime.FormatMediaType("attachment", map[string]string{"filename": name})
	w.Header().Set("Content-Disposition", disposition)
	w.Header().Set("Content-Type", f.Type)
}

// Named is the name of a file made of another one: list.json, -korrigiert is list-korrigiert.json.
func Named(file, addition string) string {
	extension := path.Ext(file)
	if !strings.EqualFold(extension, ".json") {
		extension = ""
	}
	name := []rune(strings.TrimSuffix(file, extension))
	const most = 60 // characters: what is added and the extension are not to be cut off
	return string(name[:min(len(name), most)]) + addition + ".json"
}
