package main

import "testing"

func TestNameOf(t *testing.T) {
	for mail, want := range map[string]string{"orga@kursbuch.example": "Orga", "@x": "", "ümit@kursbuch.example": "Ümit"} {
		if got := nameOf(mail); got != want {
			t.Errorf("%s is %q", mail, got)
		}
	}
}
