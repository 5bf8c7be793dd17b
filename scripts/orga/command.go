package main

import (
	"errors"
	"slices"
	"strings"

	"kursbuch.internal/shared/problem"
)

// command is what the command line says.
type command struct {
	name  string // check, diff or schema
	json  bool
	apply string // empty: nowhere
	lang  problem.Language
	asked bool     // the language was asked for
	files []string // as many as the command takes
}

// errUsage: nothing is to be said about it but what the command line may be.
var errUsage = errors.New("usage")

// errHelp: somebody asked what the command line may be.
var errHelp = errors.New("help")

func asksForHelp(arg string) bool {
	name := strings.TrimLeft(arg, "-")
	return name != arg && (name == "h" || name == "help")
}

// options are those of each command, with how many files it takes at least and at most.
var options = map[string]struct {
	flags       []string
	least, most int
}{
	"check":  {[]string{"json", "apply", "lang"}, 2, 1 << 20},
	"diff":   {[]string{"lang"}, 2, 2},
	"schema": {[]string{"lang"}, 1, 1},
}

// parse reads the command line. Options may stand before, between and behind the files; behind -- everything is a file,
// and - is one: standard input. The language is known also if there is an error, which is a [fault],
// errUsage or errHelp.
func parse(args []string) (command, error) {
	c := command{lang: problem.German}
	c.findLanguage(args)
	if len(args) == 0 {
		return c, errUsage
	}
	if asksForHelp(args[0]) {
		return c, errHelp
	}
	known, ok := options[args[0]]
	if !ok {
		return c, sentence("Den Befehl %s gibt es nicht.", "There is no command %s.", args[0])
	}
	c.name, args = args[0], args[1:]
	for len(args) > 0 {
		arg := args[0]
		args = args[1:]
		if arg == "--" {
			c.files = append(c.files, args...)
			break
		}
		if arg == "-" || !strings.HasPrefix(arg, "-") {
			c.files = append(c.files, arg)
			continue
		}
		rest, err := c.option(arg, args, known.flags)
		if err != nil {
			return c, err
		}
		args = rest
	}
	return c, c.checkFiles(known.least, known.most)
}

// option takes an option with its value, and gives what stands behind it.
func (c *command) option(arg string, rest, known []string) ([]string, error) {
	name, value, given := strings.Cut(strings.TrimLeft(arg, "-"), "=")
	switch {
	case asksForHelp(arg):
		return nil, errHelp
	case !slices.Contains(known, name):
		return nil, sentence("Die Option %s gibt es bei %s nicht.", "There is no option %s of %s.", arg, c.name)
	case name == "json" && given:
		return nil, sentence("Die Option -json hat keinen Wert.", "The option -json has no value.")
	case name == "json":
		c.json = true
		return rest, nil
	case !given && len(rest) == 0:
		return nil, sentence("Hinter %s fehlt etwas.", "Something is missing behind %s.", arg)
	case !given:
		value, rest = rest[0], rest[1:]
	}
	if name == "apply" {
		c.apply = value
		return rest, nil
	}
	if lang := problem.Language(value); lang != problem.German && lang != problem.English {
		return nil, sentence("Die Sprache %s gibt es nicht, nur de und en.",
			"There is no language %s, only de and en.", value)
	}
	return rest, nil
}

// findLanguage looks ahead, so that a complaint is in the language that is asked for behind its cause.
func (c *command) findLanguage(args []string) {
	for i, arg := range args {
		name, value, given := strings.Cut(strings.TrimLeft(arg, "-"), "=")
		if !strings.HasPrefix(arg, "-") || name != "lang" {
			continue
		}
		if !given && i+1 < len(args) {
			value = args[i+1]
		}
		if lang := problem.Language(value); lang == problem.German || lang == problem.English {
			c.lang, c.asked = lang, true
		}
	}
}

func (c *command) checkFiles(least, most int) error {
	var inputs int
	for _, file := range c.files {
		if file == "-" {
			inputs++
		}
	}
	switch {
	case inputs > 1:
		return sentence("Nur eine Datei kann die Standardeingabe sein.", "Only one file can be standard input.")
	case len(c.files) < least && c.name == "check":
		return sentence("Es fehlt etwas: erst der Export, dann mindestens ein Import.",
			"Something is missing: first the export, then at least one import.")
	case len(c.files) < least && c.name == "diff":
		return sentence("Es fehlt etwas: erst der alte, dann der neue Export.",
			"Something is missing: first the old export, then the new one.")
	case len(c.files) < least:
		return sentence("Der Export fehlt.", "The export is missing.")
	case len(c.files) > most:
		return sentence("%s ist zu viel.", "%s is too much.", c.files[most])
	}
	return nil
}
