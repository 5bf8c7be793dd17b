package page_test

import (
	"fmt"
	"strings"
	"testing"

	"kursbuch.internal/functions/console/page"
)

// TestNoWordIsLost: whatever comes and goes, both texts can be read from what is told; else nothing is.
func TestNoWordIsLost(t *testing.T) {
	text := func(from, to int) string {
		var b strings.Builder
		for i := from; i < to; i++ {
			fmt.Fprintf(&b, "%d ", i)
		}
		return strings.TrimSpace(b.String())
	}
	for _, c := range []struct{ before, after string }{
		{"", "x"}, {"eins zwei drei", "eins drei vier"}, {text(0, 60_000), text(30_000, 90_000)},
	} {
		var before, after []string
		for _, word := range page.Words(c.before, c.after) {
			if word.Kind != "ins" {
				before = append(before, strings.Fields(word.Text)...)
			}
			if word.Kind != "del" {
				after = append(after, strings.Fields(word.Text)...)
			}
		}
		if strings.Join(before, " ") != c.before || strings.Join(after, " ") != c.after {
			t.Errorf("%.30q became %.30q, %.30q became %.30q", c.before, before, c.after, after)
		}
	}
	if told := page.Words(text(0, 600_000), text(600_000, 1_200_000)); told != nil {
		t.Errorf("of more words than there are characters, %d pieces are told", len(told))
	}
}
