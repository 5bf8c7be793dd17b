package console_test

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"maps"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"kursbuch.internal/functions/console/page/pagetest"
)

const planner = "planner@kursbuch.example"

// route is how the pages of a pattern answer: to nobody, a stranger, an orga, an approver, a planner, an admin.
type route struct {
	path string
	want [6]int
}

// routes are all of them. PENDING, BAD stand for an import that waits, one with problems.
var routes = map[string]route{
	"GET /assets/":    {"/assets/nothing", [6]int{404, 404, 404, 404, 404, 404}},
	"GET /robots.txt": {"/robots.txt", [6]int{200, 200, 200, 200, 200, 200}},
	"/":               {"/nothing", [6]int{303, 404, 404, 404, 404, 404}},
	"GET /{$}":        {"/", [6]int{303, 200, 200, 200, 200, 200}},
	"GET /imports":    {"/imports", [6]int{303, 200, 200, 200, 200, 200}},

	"GET /events/{event}/imports":          {"/events/1/imports", [6]int{303, 404, 200, 200, 404, 200}},
	"GET /events/{event}/uploads":          {"/events/1/uploads", [6]int{303, 404, 303, 303, 404, 303}},
	"GET /events/{event}/downloads":        {"/events/1/downloads", [6]int{303, 404, 200, 200, 404, 200}},
	"GET /events/{event}/export":           {"/events/1/export", [6]int{303, 404, 200, 200, 404, 200}},
	"GET /events/{event}/schema":           {"/events/1/schema", [6]int{303, 404, 200, 200, 404, 200}},
	"GET /events/{event}/help":             {"/events/1/help", [6]int{303, 404, 200, 200, 404, 200}},
	"GET /events/{event}/example":          {"/events/1/example", [6]int{303, 404, 200, 200, 404, 200}},
	"GET /events/{event}/log":              {"/events/1/log", [6]int{303, 404, 200, 200, 404, 200}},
	"GET /events/{event}/houses":           {"/events/1/houses", [6]int{303, 404, 200, 200, 404, 200}},
	"GET /events/{event}/houses/{house}":   {"/events/1/houses/meadow", [6]int{303, 404, 200, 200, 404, 200}},
	"GET /imports/{id}":                    {"/imports/PENDING", [6]int{303, 404, 200, 200, 404, 200}},
	"GET /imports/{id}/corrected":          {"/imports/BAD/corrected", [6]int{303, 404, 200, 200, 404, 200}},
	"POST /preferences":                    {"/preferences", [6]int{303, 303, 303, 303, 303, 303}},
	"POST /events/{event}/uploads":         {"/events/1/uploads", [6]int{401, 404, 400, 403, 404, 403}},
	"POST /events/{event}/comparison":      {"/events/1/comparison", [6]int{401, 404, 400, 400, 404, 400}},
	"POST /events/{event}/comparison/file": {"/events/1/comparison/file", [6]int{401, 404, 400, 400, 404, 400}},
	"POST /events/{event}/houses/{house}":  {"/events/1/houses/meadow", [6]int{401, 404, 400, 400, 404, 400}},
	"POST /imports/{id}":                   {"/imports/PENDING", [6]int{401, 404, 403, 422, 404, 403}},
}

// ofDoors is the folder of doors: there nobody has a role yet, see [nobodys].
const ofDoors = "signin"

// patternText is what a literal is that a route is added by.
var patternText = regexp.MustCompile(`^((GET|POST|PUT|DELETE|PATCH) )?/`)

// patterns are all that the source in a folder adds to a mux; those of doors are in theirs.
func patterns(t *testing.T, folder string) []string {
	t.Helper()
	var all []string
	err := filepath.WalkDir(folder, func(path string, entry fs.DirEntry, err error) error {
		if err != nil || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") ||
			folder != ofDoors && strings.HasPrefix(path, ofDoors) || strings.Contains(path, "test"+string(os.PathSeparator)) {
			return err
		}
		file, err := parser.ParseFile(token.NewFileSet(), path, nil, 0)
		if err != nil {
			return err
		}
		ast.Inspect(file, func(n ast.Node) bool {
			call, ok := n.(*ast.CallExpr)
			if !ok || len(call.Args) != 2 {
				return true
			}
			if called, ok := call.Fun.(*ast.SelectorExpr); !ok || called.Sel.Name != "HandleFunc" &&
				called.Sel.Name != "Handle" {
				return true
			}
			all = append(all, patternOf(call.Args[0]))
			return true
		})
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// patternOf is the pattern that an expression is: a literal, or one with a constant behind it.
func patternOf(e ast.Expr) string {
	switch e := e.(type) {
	case *ast.BasicLit:
		text, _ := strconv.Unquote(e.Value)
		return text
	case *ast.BinaryExpr:
		return patternOf(e.X) + patternOf(e.Y)
	}
	return "/assets/" // the one constant that there is: page.Assets
}

// TestEveryRouteIsInTheTable: who adds a page says who may see it.
func TestEveryRouteIsInTheTable(t *testing.T) {
	found := patterns(t, ".")
	for _, pattern := range found {
		if !patternText.MatchString(pattern) {
			t.Errorf("%q is no pattern", pattern)
		}
		if _, ok := routes[pattern]; !ok {
			t.Errorf("%s is not in the table", pattern)
		}
	}
	for pattern := range routes {
		if !slices.Contains(found, pattern) {
			t.Errorf("%s is in the table, but not in the source", pattern)
		}
	}
	asked := slices.Collect(maps.Keys(nobodys()))
	for _, pattern := range patterns(t, ofDoors) {
		way := strings.ReplaceAll(pattern, "{issuer}", "0")
		if !slices.ContainsFunc(asked, func(request string) bool { return strings.HasPrefix(request, way) }) {
			t.Errorf("nobody asks for %s", pattern)
		}
	}
}

// TestEveryRouteForEveryCaller: what somebody may not see looks like what does not exist.
func TestEveryRouteForEveryCaller(t *testing.T) {
	d := newDesk(t)
	pending, bad := d.put(orga, "a.json", sampleFile(t, "07")), d.put(orga, "b.json", sampleFile(t, "05"))
	names := strings.NewReplacer("PENDING", string(pending.ID), "BAD", string(bad.ID))
	for _, pattern := range slices.Sorted(maps.Keys(routes)) {
		r := routes[pattern]
		at := names.Replace(r.path)
		for i, who := range []string{"", stranger, orga, approver, planner, admin} {
			about := fmt.Sprintf("%s for %q", pattern, who)
			nothing := d.get(who, "/nothing")
			got := answer{}
			if strings.HasPrefix(pattern, "POST ") {
				got = d.post(who, at, url.Values{"action": {"reject"}})
				foreign := d.request(http.MethodPost, at, nil)
				if refused := d.send(who, foreign); refused.status != http.StatusForbidden {
					t.Errorf("%s without an origin: %d", about, refused.status)
				}
			} else {
				got = d.get(who, at)
			}
			if got.status != r.want[i] {
				t.Errorf("%s: %d, want %d", about, got.status, r.want[i])
			}
			if got.status == 404 && !strings.HasPrefix(at, "/assets") &&
				got.Find("main").Text() != nothing.Find("main").Text() {
				t.Errorf("%s: another page than for nothing", about)
			}
			pagetest.Harmless(t, about, got.Document)
		}
	}
}
