// Package sent is the files that people send by forms.
package sent

import (
	"errors"
	"io"
	"mime/multipart"
	"net/http"
	"path"
	"strings"

	"kursbuch.internal/functions/answer"
	"kursbuch.internal/functions/console/visit"
)

// File is one of them.
type File struct {
	// Field is that of the form, Name what the file is called by who sends it, without folders.
	Field, Name string
	Content     []byte
}

// Limit is how much a form may hold.
type Limit struct {
	// Bytes are those of all files together, Count is how many there may be; TooMany is the error if there are more.
	Bytes, Count int
	TooMany      error
}

// Files gives the files of the form, without what is none or was not chosen. Errors: [visit.ErrTooLarge], TooMany,
// answer.ErrMalformed.
func Files(v *visit.Visit, limit Limit) ([]File, error) {
	const around = 1 << 20 // of the form, around the files
	v.Request.Body = http.MaxBytesReader(v.Writer, v.Request.Body, int64(limit.Bytes)+around)
	form, err := v.Request.MultipartReader()
	if err != nil {
		return nil, &answer.Malformed{De: "Gebraucht wird ein Formular mit Dateien.", En: "It takes a form with files."}
	}
	var files []File
	total := 0
	for {
		part, err := form.NextPart()
		if errors.Is(err, io.EOF) {
			return files, nil
		}
		var content []byte
		if err == nil {
			content, err = io.ReadAll(part)
		}
		if _, tooLarge := errors.AsType[*http.MaxBytesError](err); tooLarge {
			return nil, visit.ErrTooLarge
		}
		if err != nil {
			return nil, &answer.Malformed{De: "Die Übertragung brach ab.", En: "The transfer broke off."}
		}
		if total += len(content); total > limit.Bytes {
			return nil, visit.ErrTooLarge
		}
		if name := nameOf(part); name != "" {
			files = append(files, File{part.FormName(), name, content})
		}
		if len(files) > limit.Count {
			return nil, limit.TooMany
		}
	}
}

// maxName is the longest name of a file, in characters.
const maxName = 200

// nameOf is what a file is called; empty: this part is no file, or none was chosen.
func nameOf(p *multipart.Part) string {
	name := strings.ToValidUTF8(p.FileName(), "\ufffd")
	if name == "" {
		return ""
	}
	if i := strings.LastIndexAny(name, `/\`); i >= 0 { // old browsers send whole paths
		name = name[i+1:]
	}
	runes := []rune(path.Base(name))
	return string(runes[:min(len(runes), maxName)])
}
