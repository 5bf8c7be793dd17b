package main

import (
	"crypto/rand"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/go-json-experiment/json"
)

// installation is what a data folder remembers of its calendar half.
type installation struct {
	// Instance marks the entries of this folder: another one may write to the same server.
	Instance string `json:"instance"`
	// Server is that which has the master calendar; empty: the stand-in.
	Server string `json:"server"`
}

// installation reads what the data folder remembers, or begins it. A folder belongs to one server: on another one its
// entries would be somebody else's.
func (c config) installation() (installation, error) {
	path := filepath.Join(c.data, homeFile) // as there are folders with such a file already
	var i installation
	text, err := os.ReadFile(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		i = installation{Instance: "local-" + strings.ToLower(rand.Text()[:8]), Server: c.calendar}
		if text, err = json.Marshal(i); err == nil {
			err = os.WriteFile(path, text, 0o600)
		}
	case err == nil:
		if err := json.Unmarshal(text, &i); err != nil || i.Instance == "" {
			return i, lost{c.data, fmt.Sprintf("Die Datei %s ist beschädigt; sie sagt, welche Kalendereinträge unsere sind.",
				path)}
		}
	}
	if err != nil {
		return i, fmt.Errorf("%s: %w", path, err)
	}
	if i.Server != c.calendar {
		return i, fmt.Errorf("der Master-Kalender aus %s ist in %s; für einen anderen Server bitte einen eigenen Ordner "+
			"nehmen: -data", c.data, i.where())
	}
	return i, nil
}

func (i installation) where() string {
	if i.Server == "" {
		return "dem eingebauten Ersatz (ohne -calendar)"
	}
	return i.Server
}
