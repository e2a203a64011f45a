package org.inpaintj.ui;

import java.awt.EventQueue;

import org.scijava.Context;
import org.scijava.task.Task;
import org.scijava.task.TaskService;

import ij.IJ;

import org.inpaintj.job.Job;
import org.inpaintj.job.JobListener;
import org.inpaintj.language.Translation;

/** This listener shows a job as a SciJava task, which Fiji lists with its progress and a button to cancel it. */
public final class TaskMirror implements JobListener {

    private final TaskService tasks;
    private Job<?> mirrored;
    private Task task;

    private TaskMirror(final TaskService tasks) {
        this.tasks = tasks;
    }

    /** @param tasks null where there are none to show */
    public static JobListener of(final TaskService tasks) {
        return tasks == null ? job -> {} : new TaskMirror(tasks);
    }

    /** In Fiji's tasks; nowhere in plain ImageJ, where asking for the context would make a new one each time. */
    public static JobListener ofFiji() {
        final boolean fiji = IJ.getVersion().indexOf('/') >= 0;
        return fiji && IJ.runPlugIn("org.scijava.Context", "") instanceof Context context
                ? of(context.getService(TaskService.class)) : of(null);
    }

    /**
     * SciJava hands every change of a task to its listeners on the event thread and waits for them; whoever reports a
     * step must not wait, for one of them may be asking the job to stop.
     */
    @Override
    public void changed(final Job<?> job) {
        EventQueue.invokeLater(() -> mirror(job, job.status()));
    }

    private void mirror(final Job<?> job, final Job.Status status) {
        if (job != mirrored && !status.state().ended()) {
            mirrored = job;
            task = tasks.createTask(StatusLine.title(job));
            // The default would interrupt a thread; the job itself knows how to stop at a safe place.
            task.setCancelCallBack(job::cancel);
            task.start();
        }
        if (job != mirrored || task.isDone())
            return;
        task.setProgressMaximum(status.steps());
        task.setProgressValue(status.step());
        task.setStatusMessage(status.cancelling() ? Translation.of("cancelling")
                : Translation.message(status.what()));
        if (status.state().ended())
            task.finish();
    }
}
