package onimport

import "kursbuch.internal/shared/problem"

func init() { problem.Register(ofDefinitions) }

// ofDefinitions are the sentences about what an event's definition says of its fees, and by which names.
var ofDefinitions = map[problem.Code]problem.Text{
	BadCondition: {
		De: "Die Bedingung des Beitrags kann nicht gelesen werden: %[1]s",
		En: "The condition of the fee cannot be read: %[1]s",
	},
	RenamedHere: {
		De: "Hier steht noch „%[1]s“, das nun „%[2]s“ heißt. Bitte auch hier den neuen Namen angeben.",
		En: "“%[1]s” still stands here, which is called “%[2]s” now. Please give the new name here, too.",
	},
	HalfFee: {
		De: "Ein Beitrag hat entweder „amount“ und „condition“ oder, wenn er individuell ist, bei beiden null.",
		En: "A fee has both “amount” and “condition” or, if it is personalised, null for both of them.",
	},
}
