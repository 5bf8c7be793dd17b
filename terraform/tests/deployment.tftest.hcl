# What the deployment is to be, of which neither validate nor plan know that it was meant so.

mock_provider "google" {
  # The provider checks these also where they are made up.
  mock_resource "google_service_account" {
    defaults = {
      id     = "projects/kursbuch-test/serviceAccounts/mocked@kursbuch-test.iam.gserviceaccount.com"
      name   = "projects/kursbuch-test/serviceAccounts/mocked@kursbuch-test.iam.gserviceaccount.com"
      email  = "mocked@kursbuch-test.iam.gserviceaccount.com"
      member = "serviceAccount:mocked@kursbuch-test.iam.gserviceaccount.com"
    }
  }
  mock_resource "google_project_service" {
    defaults = { id = "kursbuch-test/storage.googleapis.com" }
  }
  mock_data "google_project" {
    defaults = {
      number          = "123456789012"
      billing_account = "012345-6789AB-CDEF01"
    }
  }
  mock_data "google_storage_project_service_account" {
    defaults = { member = "serviceAccount:service-123456789012@gs-project-accounts.iam.gserviceaccount.com" }
  }
}

variables {
  project_id  = "kursbuch-test"
  package_dir = "tests/packages"
  alert_mails = ["alarm@kursbuch.example"]
  admins      = ["admin@kursbuch.example"]
  planners    = ["planner@kursbuch.example"]
  callers     = ["group:staff@kursbuch.example", "domain:kursbuch.example"]
  uploaders = {
    "1"  = ["user:Orga@kursbuch.example", "serviceAccount:houses@elsewhere.iam.gserviceaccount.com"]
    "12" = ["user:orga@kursbuch.example"]
  }
  table_droppers    = ["serviceAccount:reflex@elsewhere.iam.gserviceaccount.com"]
  settle_seconds    = 0
  delete_protection = false # what is made for a test has to go after it
}

run "the_database_is_hard_to_lose" {
  command = plan
  variables {
    delete_protection = true
  }
  assert {
    condition     = terraform_data.protection.input
    error_message = "destroy would take everything else down before it stops at the database."
  }
  assert {
    condition     = google_firestore_database.this.name == "(default)" && module.export.function.service_config[0].environment_variables["FIRESTORE_DATABASE"] == "(default)" && google_firestore_database.this.type == "FIRESTORE_NATIVE"
    error_message = "Only the default database has a free quota; the client speaks to the native mode."
  }
  assert {
    condition     = google_firestore_database.this.location_id == google_storage_bucket.imports.location
    error_message = "Personal data is to be in one region."
  }
  assert {
    condition     = google_firestore_database.this.point_in_time_recovery_enablement == "POINT_IN_TIME_RECOVERY_ENABLED"
    error_message = "A damaged database could not be read as of yesterday."
  }
  assert {
    condition = (
      google_firestore_database.this.delete_protection_state == "DELETE_PROTECTION_ENABLED" &&
      google_firestore_database.this.deletion_policy == "PREVENT"
    )
    error_message = "destroy would delete or abandon the database."
  }
  assert {
    condition     = google_firestore_backup_schedule.daily.retention == "2592000s" && length(google_firestore_backup_schedule.daily.daily_recurrence) == 1
    error_message = "What is noticed after a week could not be put back: a backup of every day is to be kept for 30 days."
  }
  assert {
    condition     = google_storage_bucket.imports.deletion_policy == "PREVENT" && !google_storage_bucket.imports.force_destroy
    error_message = "destroy would delete the uploads."
  }
}

run "everything_can_be_taken_down_on_purpose" {
  command = plan
  variables {
    delete_protection = false
  }
  assert {
    condition = (
      google_firestore_database.this.delete_protection_state == "DELETE_PROTECTION_DISABLED" &&
      google_firestore_database.this.deletion_policy == "DELETE" &&
      google_storage_bucket.imports.deletion_policy == "DELETE" && google_storage_bucket.imports.force_destroy
    )
    error_message = "Without protection destroy is to leave nothing behind."
  }
  assert {
    condition     = !terraform_data.protection.input && alltrue([for field in concat([google_firestore_field.unindexed], values(google_firestore_field.indexed), values(google_firestore_field.expiring)) : field.deletion_policy == "ABANDON"])
    error_message = "Without protection nothing is to be refused, nor indexed again before the database goes."
  }
}

run "no_field_is_indexed_but_those_in_queries" {
  assert {
    condition     = google_firestore_field.unindexed.collection == "__default__" && google_firestore_field.unindexed.field == "*"
    error_message = "Not all fields of all collections are exempt."
  }
  assert {
    condition = alltrue([
      for field in concat([google_firestore_field.unindexed], values(google_firestore_field.expiring)) :
      length(field.index_config) == 1 && length(try(field.index_config[0].indexes, [])) == 0
    ])
    error_message = "Only an index_config that is there and empty switches indexes off."
  }
  assert {
    condition = alltrue([
      for field in google_firestore_field.indexed :
      [for index in field.index_config[0].indexes : "${index.query_scope} ${index.order}"] == ["COLLECTION ASCENDING"]
    ])
    error_message = "A query compares, in one collection."
  }
  assert {
    condition = toset([for field in google_firestore_field.indexed : "${field.collection}.${field.field}"]) == toset([
      "appointments.end", "erasures.open", "events.erase_from", "events.expire_from", "events.sessions_until",
      "journal.event", "proposals.event", "proposals.pending",
    ])
    error_message = "These are the fields that queries compare."
  }
  assert {
    condition = [for field in google_firestore_index.listed.fields : "${field.field_path} ${field.order}"] == [
      "event ASCENDING", "status ASCENDING", "listed DESCENDING",
    ]
    error_message = "Lists of proposals are by event, some statuses, in time."
  }
}

run "what_nobody_decided_on_expires" {
  assert {
    condition     = toset(values(google_firestore_field.expiring)[*].collection) == toset(["proposals", "entries", "history", "receipts", "reports", "runs", "signed_out"])
    error_message = "The entries of a proposal do not go with it, they have to expire too."
  }
  assert {
    condition     = alltrue([for field in google_firestore_field.expiring : field.field == "delete_at" && length(field.ttl_config) == 1])
    error_message = "Not a TTL policy on delete_at."
  }
}

run "uploads_are_private_and_kept_for_a_while" {
  assert {
    condition     = google_storage_bucket.imports.uniform_bucket_level_access && google_storage_bucket.imports.public_access_prevention == "enforced"
    error_message = "Conditions on the names of objects need uniform access; nothing here is public."
  }
  assert {
    condition     = google_storage_bucket.imports.versioning[0].enabled && google_storage_bucket.imports.soft_delete_policy[0].retention_duration_seconds == 604800
    error_message = "What was overwritten or deleted is to be kept."
  }
  assert {
    condition = anytrue([
      for rule in google_storage_bucket.imports.lifecycle_rule :
      one(rule.action).type == "Delete" && one(rule.condition).age == 90 && one(rule.condition).with_state == "ANY" &&
      toset(one(rule.condition).matches_prefix) == toset(["console/", "imports/"])
    ])
    error_message = "Uploads and their old versions are to be deleted after upload_retention_days."
  }
}

run "people_upload_into_the_folder_of_their_event_only" {
  assert {
    condition     = toset(values(google_storage_managed_folder.event)[*].name) == toset(["imports/1/", "imports/12/"])
    error_message = "Without the slash at the end event 1 would be a part of event 12: ${jsonencode(values(google_storage_managed_folder.event)[*].name)}"
  }
  assert {
    condition = toset([for right in google_storage_managed_folder_iam_member.table_dropper : "${right.bucket} ${right.managed_folder} ${right.role} ${right.member}"]) == toset([
      "kursbuch-test-imports jobcalendar/ roles/storage.objectUser serviceAccount:reflex@elsewhere.iam.gserviceaccount.com",
    ])
    error_message = "Who drops tables may write below jobcalendar/, and nowhere else."
  }
  assert {
    condition = toset([for right in google_storage_managed_folder_iam_member.uploader : "${right.bucket} ${right.managed_folder} ${right.role} ${right.member}"]) == toset([
      "kursbuch-test-imports imports/1/ roles/storage.objectUser user:Orga@kursbuch.example",
      "kursbuch-test-imports imports/1/ roles/storage.objectUser serviceAccount:houses@elsewhere.iam.gserviceaccount.com",
      "kursbuch-test-imports imports/12/ roles/storage.objectUser user:orga@kursbuch.example",
    ])
    error_message = "Rights differ: ${jsonencode(keys(google_storage_managed_folder_iam_member.uploader))}. objectUser is what it takes to upload again under the same name, and no more."
  }
  assert {
    condition     = module.importcheck.function.service_config[0].environment_variables["UPLOADERS"] == "{\"1\":[\"houses@elsewhere.iam.gserviceaccount.com\",\"orga@kursbuch.example\"],\"12\":[\"orga@kursbuch.example\"]}"
    error_message = "The check would not know who may have uploaded a file: ${module.importcheck.function.service_config[0].environment_variables["UPLOADERS"]}"
  }
}

run "importcheck_is_triggered_until_it_succeeds" {
  assert {
    condition     = module.importcheck.function.build_config[0].entry_point == "ImportCheck"
    error_message = "A wrong entry point is built and dies at its start."
  }
  assert {
    condition = module.importcheck.function.event_trigger[0].event_type == "google.cloud.storage.object.v1.finalized" && [
      for filter in module.importcheck.function.event_trigger[0].event_filters : "${filter.attribute}=${filter.value}"
    ] == ["bucket=kursbuch-test-imports"]
    error_message = "It is to be triggered by finished objects of the bucket of imports, and by nothing else."
  }
  assert {
    condition     = module.importcheck.function.event_trigger[0].retry_policy == "RETRY_POLICY_RETRY"
    error_message = "An upload would be lost with the first error."
  }
  assert {
    condition     = module.importcheck.function.event_trigger[0].trigger_region == google_storage_bucket.imports.location
    error_message = "A trigger hears only of buckets in its own location."
  }
  assert {
    condition     = module.importcheck.function.service_config[0].max_instance_request_concurrency == 1
    error_message = "Two files of 32 MiB would not fit into memory."
  }
  assert {
    condition     = google_project_iam_member.storage_agent.role == "roles/pubsub.publisher"
    error_message = "The bucket could not tell of uploads."
  }
}

run "functions_may_do_what_they_need" {
  assert {
    condition     = keys(module.importcheck.roles) == ["roles/datastore.user"] && keys(module.importconfirm.roles) == ["roles/datastore.user"]
    error_message = "Both write the database, and do nothing else in the project."
  }
  assert {
    condition     = keys(module.export.roles) == ["roles/datastore.viewer"]
    error_message = "Export only reads."
  }
  assert {
    condition = alltrue([
      for expression in flatten([for f in [module.importcheck, module.importconfirm, module.export] : values(f.roles)]) :
      expression == "resource.name == \"projects/kursbuch-test/databases/(default)\""
    ])
    error_message = "No role is to reach beyond this database."
  }
  assert {
    condition     = google_storage_bucket_iam_member.importcheck.role == "roles/storage.objectViewer" && google_storage_bucket_iam_member.importcheck.bucket == "kursbuch-test-imports"
    error_message = "ImportCheck reads uploads. Without the right to list, an object that is gone would be one that is forbidden."
  }
}

run "planners_keep_the_job_calendar" {
  assert {
    condition     = module.jobcalendar.callers == toset(["user:admin@kursbuch.example", "user:planner@kursbuch.example", "group:staff@kursbuch.example", "domain:kursbuch.example"])
    error_message = "Planners, admins and callers may call it."
  }
  assert {
    condition     = module.jobcalendar.function.service_config[0].environment_variables["PLANNERS"] == "planner@kursbuch.example"
    error_message = "It could not tell planners from others."
  }
  assert {
    condition     = !contains(keys(module.jobcalendar.function.service_config[0].environment_variables), "FEED_ADDRESS")
    error_message = "Nobody asked for feeds."
  }
  assert {
    condition     = jsonencode(module.jobcalendar.roles) == jsonencode({ "roles/datastore.user" = "resource.name == \"projects/kursbuch-test/databases/(default)\"" })
    error_message = "It writes this database, and does nothing else in the project."
  }
}

run "functions_know_whom_they_may_believe" {
  assert {
    condition = alltrue([
      for f in [module.importconfirm, module.export] :
      f.function.service_config[0].environment_variables["ID_TOKEN_AUDIENCES"] == "${f.url},32555940559.apps.googleusercontent.com" &&
      f.function.service_config[0].environment_variables["ADMINS"] == "admin@kursbuch.example"
    ])
    error_message = "A token is made for the URL of the function, or for gcloud."
  }
  assert {
    condition     = output.export_url == "https://europe-west3-kursbuch-test.cloudfunctions.net/export"
    error_message = "The URL is ${output.export_url}."
  }
  assert {
    condition = alltrue([
      for f in [module.importconfirm, module.export] :
      f.callers == toset(["user:admin@kursbuch.example", "user:planner@kursbuch.example", "group:staff@kursbuch.example", "domain:kursbuch.example"])
    ])
    error_message = "Planners, admins and callers may call, nobody else."
  }
}

run "tokens_for_gcloud_can_be_refused" {
  command = plan
  variables {
    gcloud_tokens = false
  }
  assert {
    condition     = module.export.function.service_config[0].environment_variables["ID_TOKEN_AUDIENCES"] == output.export_url
    error_message = "Only a token for the function is to be believed."
  }
}

run "builds_see_no_uploads" {
  assert {
    condition     = google_project_iam_member.builder["roles/storage.objectViewer"].condition[0].expression == "resource.name.startsWith(\"projects/_/buckets/gcf-v2-sources-\")"
    error_message = "The builder may read the sources that Cloud Functions has copied, no uploads."
  }
  assert {
    condition     = google_artifact_registry_repository_iam_member.builder.role == "roles/artifactregistry.writer"
    error_message = "The builder has to store images."
  }
}
