package standing

import (
	"testing"

	"kursbuch.internal/functions/console/page"
	"kursbuch.internal/shared/problem"
	"kursbuch.internal/shared/proposal"
)

func TestEveryStatusHasALookOfItsOwn(t *testing.T) {
	seen := map[page.Badge]proposal.Status{}
	for _, s := range proposal.Statuses {
		for _, lang := range []problem.Language{problem.German, problem.English} {
			b := Badge(s, lang)
			if other, taken := seen[b]; taken || b.Icon == "" || b.Text == "" {
				t.Errorf("%s looks like %q: %+v", s, other, b)
			}
			seen[b] = s
		}
	}
}
