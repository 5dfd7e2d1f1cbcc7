"""The report as SQL: composition on D, people, candidates of each rule, facts and counts of every organization."""
