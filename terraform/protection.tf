# What keeps `destroy` from taking everything else down before it stops at the database.

resource "terraform_data" "protection" {
  input = var.delete_protection

  # What depends on nothing else is destroyed first: this, before everything that is named here and all that they need. Whatever
  # is missing is taken down in spite of the protection, which scripts/check finds.
  depends_on = [
    google_billing_budget.month,
    google_cloud_scheduler_job.calendarsync,
    google_firestore_backup_schedule.daily,
    google_firestore_field.expiring,
    google_firestore_field.indexed,
    google_firestore_field.unindexed,
    google_firestore_index.listed,
    google_logging_metric.import_problems,
    google_logging_metric.imports_checked,
    google_logging_metric.imports_decided,
    google_logging_metric.sync_numbers,
    google_logging_metric.sync_runs,
    google_logging_project_exclusion.feeds,
    google_monitoring_alert_policy.errors,
    google_monitoring_alert_policy.sync_silent,
    google_monitoring_dashboard.this,
    google_project_iam_member.settings_schedule,
    google_project_service.sync,
    google_secret_manager_secret.console,
    google_service_account_iam_member.calendarsync_signs,
    google_service_account_iam_member.settings_schedule,
    google_storage_bucket_iam_member.eraser,
    google_storage_bucket_iam_member.importcheck,
    google_storage_managed_folder.tables,
    google_storage_managed_folder_iam_member.console,
    google_storage_managed_folder_iam_member.eraser,
    google_storage_managed_folder_iam_member.table_dropper,
    google_storage_managed_folder_iam_member.uploader,
    module.calendarsync,
    module.console,
    module.events,
    module.export,
    module.importcheck,
    module.importconfirm,
    module.jobcalendar,
    module.settings,
  ]

  provisioner "local-exec" {
    when    = destroy
    command = self.output ? "echo Database and uploads are protected. To take everything down apply with -var delete_protection=false first. && exit 1" : "exit 0"
  }
}
