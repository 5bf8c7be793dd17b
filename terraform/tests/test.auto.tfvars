project_id = "kursbuch-test"
