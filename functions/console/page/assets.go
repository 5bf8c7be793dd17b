package page

import (
	"bytes"
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"io/fs"
	"net/http"
	"path"
	"strings"
	"sync"
	"time"
)

//go:embed assets
var assetFiles embed.FS

// Assets is the path below which style sheets and the like are served.
const Assets = "/assets/"

// asset is a file that browsers may keep for ever, as its name changes with its content.
type asset struct {
	name    string // of the file
	content []byte
}

// hashed are all assets by the last part of their path, and these by the names of the files.
var hashed = sync.OnceValues(func() (map[string]asset, map[string]string) {
	assets, names := map[string]asset{}, map[string]string{}
	files, err := fs.ReadDir(assetFiles, "assets")
	if err != nil {
		panic(err) // unreachable: the folder is embedded
	}
	for _, file := range files {
		content, err := assetFiles.ReadFile("assets/" + file.Name())
		if err != nil {
			panic(err) // unreachable: the file is embedded
		}
		sum := sha256.Sum256(content)
		extension := path.Ext(file.Name())
		name := strings.TrimSuffix(file.Name(), extension) + "-" + hex.EncodeToString(sum[:8]) + extension
		assets[name], names[file.Name()] = asset{file.Name(), content}, name
	}
	return assets, names
})

// AssetPath is where a file of the folder assets is served.
func AssetPath(file string) string {
	_, names := hashed()
	name, ok := names[file]
	if !ok {
		panic("page: no asset " + file) // unreachable: every template is executed by a test
	}
	return Assets + name
}

// ServeAsset serves the assets. A name with another hash is that of another deployment, which must not be mistaken for
// this one's.
func ServeAsset(w http.ResponseWriter, r *http.Request) {
	assets, _ := hashed()
	a, ok := assets[strings.TrimPrefix(r.URL.Path, Assets)]
	if !ok {
		http.NotFound(w, r)
		return
	}
	w.Header().Set("Cache-Control", "public, max-age=31536000, immutable")
	http.ServeContent(w, r, a.name, time.Time{}, bytes.NewReader(a.content))
}
