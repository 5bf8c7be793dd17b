package houses

import (
	"testing"

	"kursbuch.internal/functions/console/page/pagetest"
)

func TestTexts(t *testing.T) { pagetest.Texts(t, texts) }
