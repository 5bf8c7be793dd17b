# Settings: people read, change how the calendar sync is to be, when the courses of events meet; a changed interval moves the
# job of Cloud Scheduler.

module "settings" {
  source = "./modules/function"

  platform    = local.platform
  name        = "settings"
  entry_point = "Settings"
  description = "Shows and changes the settings of the calendar sync"

  concurrency     = 4
  memory_mib      = 256
  max_instances   = 2
  timeout_seconds = 60

  environment = {
    SCHEDULER_JOB = "projects/${local.project}/locations/${var.region}/jobs/${google_cloud_scheduler_job.calendarsync.name}"
  }

  roles   = { "roles/datastore.user" = local.this_database }
  callers = local.callers
}

# Predefined roles would let it create jobs that call anything as anybody. Cloud Scheduler has no rights on a single job; there
# is only one in the project.
resource "google_project_iam_custom_role" "schedule" {
  project     = local.project
  role_id     = "kursbuchSchedule"
  title       = "Kursbuch: schedule of the sync"
  description = "Moves jobs of Cloud Scheduler"
  permissions = ["cloudscheduler.jobs.get", "cloudscheduler.jobs.update"]
}

resource "google_project_iam_member" "settings_schedule" {
  project = local.project
  role    = "projects/${local.project}/roles/${google_project_iam_custom_role.schedule.role_id}"
  member  = module.settings.member
}

# Who updates a job has to be allowed to act as the account that the job calls as, whatever the update is about. That account
# can start sync runs and nothing else.
resource "google_service_account_iam_member" "settings_schedule" {
  service_account_id = "projects/${local.project}/serviceAccounts/${google_service_account.schedule.email}"
  role               = "roles/iam.serviceAccountUser"
  member             = module.settings.member
}

output "settings_url" {
  description = "URL of Settings."
  value       = module.settings.url
}
