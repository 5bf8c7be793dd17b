// Package calsync mirrors appointments into a Google calendar, one way.
//
// The appointments lead. A run reads the sources, its memory, the entries of the calendar; makes a [Plan] of them, as
// data; and carries it out. Whatever happens to a run, the next one finds out where things stand and goes on:
//
//	entries have IDs made of the appointment's         | making one twice makes one
//	they carry a mark                                  | what is not ours is never touched
//	the memory holds what Google answered, not what    | what Google stores otherwise is not written again and again
//	we sent                                            |
//	writes say which version they replace              | an answer given meanwhile is not lost
//	answers of guests are remembered, sent along       | Google would forget them
//	too many deletions wait for somebody to approve    | an empty source does not empty calendars
//	what Google refuses waits, longer each time        | one bad appointment does not stop the others
//	a lease with a fence                               | two runs do not write at the same time
//
// Whatever happens to the invitation of a guest, the answer survives: fewer days ahead and more again, the person's
// sync off and on, the person taken out of the appointment and put in again, the appointment cancelled and not, the
// entry edited or deleted by hand. Two things a run cannot see: an answer that was given and taken out by hand, with
// its guest, since the run before; and whether who is there again without an answer was asked once more by hand, which
// counts.
//
// A run without changes takes a list of entries, a list of rights, and no write.
package calsync
