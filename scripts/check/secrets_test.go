package main

import (
	"slices"
	"strings"
	"testing"
	"testing/fstest"
)

func TestSecretsAreFound(t *testing.T) {
	some := strings.Repeat("a1B2", 10)
	tests := map[string]bool{
		"-----BEGIN " + "RSA PRIVATE KEY-----":                             true,
		"key: AIza" + some[:35]:                                            true,
		"ya29." + some:                                                     true,
		"ghp_" + some[:36]:                                                 true,
		"AKIA" + strings.ToUpper(some[:16]):                                true,
		"eyJ" + some + ".eyJ" + some + "." + some:                          true,
		`"private_key": "` + some + `"`:                                    true,
		"postgres://kursbuch:" + some + "@db.example":                      true,
		"AIza" + some[:35] + " // made up":                                 false,
		"https://user@host.example/path":                                   false,
		"092a535d3bb7f9ba0fd273e44c3abe37796ba2a45b8754c8736b79cb8671b37f": false,
	}
	for text, want := range tests {
		root := fstest.MapFS{"shared/x/testdata/a.txtar": {Data: []byte("first\n" + text + "\n")},
			".git/config": {Data: []byte(text)}}
		var places []string
		if want {
			places = []string{"shared/x/testdata/a.txtar:2: looks like a secret; if it is made up, say so in the line"}
		}
		if got := secrets(root); !slices.Equal(got, places) {
			t.Errorf("%s: %q", text, got)
		}
	}
}
