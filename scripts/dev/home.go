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

// home is what a data folder remembers of its calendar half.
type home struct {
	// Instance marks the entries of this folder: another one may write to the same server.
	Instance string `json:"instance"`
	// Server is that which has the master calendar; empty: the stand-in.
	Server string `json:"server"`
}

// home reads what the data folder remembers, or begins it. A folder belongs to one server: on another one its entries
// would be somebody else's.
func (c config) home() (home, error) {
	path := filepath.Join(c.data, "home.json")
	var h home
	text, err := os.ReadFile(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		h = home{Instance: "local-" + strings.ToLower(rand.Text()[:8]), Server: c.calendar}
		if text, err = json.Marshal(h); err == nil {
			err = os.WriteFile(path, text, 0o600)
		}
	case err == nil:
		err = json.Unmarshal(text, &h)
	}
	if err != nil {
		return h, fmt.Errorf("%s: %w", path, err)
	}
	if h.Server != c.calendar {
		return h, fmt.Errorf("der Master-Kalender aus %s ist in %s; für einen anderen Server bitte einen eigenen Ordner "+
			"nehmen: -data", c.data, h.where())
	}
	return h, nil
}

func (h home) where() string {
	if h.Server == "" {
		return "dem eingebauten Ersatz (ohne -calendar)"
	}
	return h.Server
}
