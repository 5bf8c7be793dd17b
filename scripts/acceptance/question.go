package main

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"kursbuch.internal/shared/calsync"
)

// question is one that only Google can answer, with the way to its answer: first, do, ask, check, whichever there are.
//
// {guest}, {outside}, {subject}, {calendar}, {project}, {region}, {calls}, {start} in the texts for people stand for
// what they say.
type question struct {
	id string
	// text is the question, why what depends on its answer for us.
	text, why string
	// code is what of ours relies on it: a file, then a name that is in it.
	code []string
	// expect is the answer that we built upon, advice what to do if it is another one.
	expect, advice string

	// after is the question without which this one makes no sense.
	after string
	// cloud: it can be asked without the calendar.
	cloud bool
	// first is what people have to do before do; they say when it is done.
	first string
	do    func(context.Context, *session) error
	// ask is what people are to look at, with a question to answer by yes or no; want is the expected answer, or empty if
	// any answer will do.
	ask, want string
	// check gives the answer instead of people, or after what they were asked to do.
	check func(context.Context, *session) (sight, error)
}

// The answers that a question may want.
const (
	yes = "ja"
	no  = "nein"
)

// sight is what was seen, and whether it is what was expected.
type sight struct {
	seen string
	ok   bool
}

// word says for people whether something is so.
func word(is bool) string {
	if is {
		return yes
	}
	return no
}

func saw(ok bool, format string, args ...any) (sight, error) {
	return sight{fmt.Sprintf(format, args...), ok}, nil
}

// failsAs is a call that is to fail, for that reason, with that status (0: any).
func failsAs(err error, want calsync.Failure, status int) (sight, error) {
	failed, ok := errors.AsType[*calsync.Error](err)
	switch {
	case err == nil:
		return saw(false, "kein Fehler, Google hat es getan")
	case !ok:
		return sight{}, err
	}
	return saw(failed.Failure == want && (status == 0 || status == failed.Status), "%d %s: %s (für uns: %s)",
		failed.Status, failed.Reason, failed.Message, failed.Failure)
}

// questions are all, in the order in which they are asked: first those that need nobody.
func questions() []question {
	return slices.Concat(accessQuestions, lifeQuestions, echoQuestions(), answerQuestions, listQuestions, changeQuestions,
		mirrorQuestions, sharingQuestions, invitationQuestions, cloudQuestions, removalQuestions)
}
