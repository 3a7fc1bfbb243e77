package dev.godwit.testkit;

import dev.godwit.core.Tasks.Task;
import java.util.concurrent.locks.LockSupport;

/** One task of a process, which may be on its way through another one, such as a database that works for it. */
final class SimulatedTask implements Task {
    private final SeededScheduler scheduler;
    private final SimulatedProcess home;
    private final String name;
    private final Thread thread;
    private final SimulatedSignal end;
    private SimulatedProcess where;

    SimulatedTask(SeededScheduler scheduler, SimulatedProcess home, String name, Runnable work) {
        this.scheduler = scheduler;
        this.home = home;
        this.where = home;
        this.name = name;
        this.end = new SimulatedSignal(home);
        this.thread = Carriage.unstarted(
                home.name() + "/" + name, continuation -> scheduler.mayGoOn(this, continuation), () -> run(work));
    }

    void start() {
        thread.start();
    }

    String name() {
        return thread.getName();
    }

    String ownName() {
        return name;
    }

    Thread thread() {
        return thread;
    }

    SimulatedProcess home() {
        return home;
    }

    SimulatedProcess where() {
        return where;
    }

    /** From now on the task is worked on elsewhere: if its own process stalls, it goes on nevertheless. */
    void moveTo(SimulatedProcess process) {
        where = process;
    }

    boolean isStalled() {
        return where.isStalled();
    }

    /** Waits until it is woken or the time is over; whoever calls looks again at what it waits for. */
    void park(long untilNanos) {
        SeededScheduler.Alarm alarm = scheduler.alarm(untilNanos, () -> SeededScheduler.wake(this));
        LockSupport.park(this);
        alarm.cancel();
    }

    @Override
    public void cancel() {
        thread.interrupt();
    }

    @Override
    public void join() throws InterruptedException {
        while (!finished()) {
            end.await(0, SimulatedProcess.FOREVER);
        }
    }

    @Override
    public boolean finished() {
        return end.version() > 0;
    }

    private void run(Runnable work) {
        try {
            work.run();
        } catch (ProcessCrashedError e) {
            // What was running when the process crashed.
        } catch (Throwable e) {
            scheduler.failed(e);
        } finally {
            home.ended(this);
            end.raise();
        }
    }
}
