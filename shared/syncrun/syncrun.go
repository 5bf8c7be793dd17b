// Package syncrun carries out what package calsync plans: it reads the sources, the memory, the calendar, makes the
// calls of the plan, remembers what came of them.
//
//	a lease with a fence                               | two runs do not write at the same time
//	what Google refuses waits, longer each time        | one bad appointment does not stop the others
//	what was done is remembered every so many calls    | a run that dies forgets little, the next one finds out
//	no call is begun when time or lease are short      | nothing is written of which nobody hears
//
// A run without changes takes a list of entries, a list of rights, and no write.
//
// Like everything of the domain it asks no clock: a [Mirror] is handed one.
package syncrun
