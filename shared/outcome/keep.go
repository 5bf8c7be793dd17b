package outcome

import "maps"

// Keep adds what others name and n does not.
func (n *Names) Keep(others Names) {
	n.Fees = union(n.Fees, others.Fees)
	for section, names := range others.Entities {
		n.Entities[section] = union(n.Entities[section], names)
	}
	for association, fields := range others.Fields {
		n.Fields[association] = union(n.Fields[association], fields)
	}
}

// union is both maps; where they differ, the first one is right.
func union[K comparable, V any](first, second map[K]V) map[K]V {
	all := make(map[K]V, len(first)+len(second))
	maps.Copy(all, second)
	maps.Copy(all, first)
	return all
}
