package org.inpaintj.command;

import org.inpaintj.job.Job;
import org.inpaintj.job.JobListener;
import org.scijava.Context;
import org.scijava.task.Task;
import org.scijava.task.TaskService;

/** Shows a job as a SciJava task, which Fiji lists with its progress and a button to cancel it. */
final class TaskMirror implements JobListener {

    private final TaskService tasks;
    private Job<?> mirrored;
    private Task task;

    private TaskMirror(final TaskService tasks) {
        this.tasks = tasks;
    }

    /** @param context null in plain ImageJ: there are no tasks to show */
    static JobListener of(final Context context) {
        final TaskService tasks = context == null ? null : context.getService(TaskService.class);
        return tasks == null ? job -> {} : new TaskMirror(tasks);
    }

    @Override
    public synchronized void changed(final Job<?> job) {
        if (job != mirrored) {
            mirrored = job;
            task = tasks.createTask(job.title());
            // The default would interrupt a thread; the job itself knows how to stop at a safe place.
            task.setCancelCallBack(job::cancel);
            task.start();
        }
        final Job.Status status = job.status();
        task.setProgressMaximum(status.steps());
        task.setProgressValue(status.step());
        task.setStatusMessage(status.cancelling() ? "cancelling" : status.what());
        if (status.state().ended() && !task.isDone())
            task.finish();
    }
}
