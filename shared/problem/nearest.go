package problem

// Nearest is the allowed key that name was probably meant to be; empty if none is near.
func Nearest(name string, allowed []string) string {
	best, least := "", 1+max(1, (len(name)+1)/3)
	if len(name) > 60 { // no key is that long, and the comparison takes time
		return ""
	}
	for _, key := range allowed {
		if n := distance(name, key); n < least {
			best, least = key, n
		}
	}
	return best
}

// distance counts the letters to insert, delete or replace between a and b (Levenshtein).
func distance(a, b string) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		diagonal := row[0]
		row[0] = i + 1
		for j := range len(b) {
			cost := diagonal
			if a[i] != b[j] {
				cost = 1 + min(diagonal, row[j], row[j+1])
			}
			diagonal, row[j+1] = row[j+1], cost
		}
	}
	return row[len(b)]
}
