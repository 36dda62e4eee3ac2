//! Storing in the background, in the order in which it was asked for, so that drawing waits for no disk.

use std::{
    sync::mpsc::{Sender, channel},
    thread::{self, JoinHandle},
};

type Task = Box<dyn FnOnce() + Send>;

/// Runs tasks on a thread of its own, one after the other. Dropping it waits for the last.
pub struct TaskQueue {
    tasks: Option<Sender<Task>>,
    thread: Option<JoinHandle<()>>,
}

impl TaskQueue {
    /// Starts the thread.
    #[must_use]
    pub fn start() -> Self {
        let (tasks, queue) = channel::<Task>();
        let work = move || queue.into_iter().for_each(|task| task());
        Self { tasks: Some(tasks), thread: thread::Builder::new().name("tasks".to_owned()).spawn(work).ok() }
    }

    /// Queues a task. Without a thread it is run at once.
    pub fn run(&self, task: impl FnOnce() + Send + 'static) {
        let refused = match (&self.tasks, &self.thread) {
            (Some(tasks), Some(_)) => tasks.send(Box::new(task)).err().map(|e| e.0),
            _ => Some(Box::new(task) as Task),
        };
        if let Some(task) = refused {
            task();
        }
    }
}

impl Drop for TaskQueue {
    fn drop(&mut self) {
        self.tasks = None;
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::{Arc, Mutex};

    #[test]
    fn tasks_run_in_order_and_dropping_waits_for_them() {
        let done = Arc::new(Mutex::new(Vec::new()));
        let queue = TaskQueue::start();
        for n in 0..3 {
            let done = Arc::clone(&done);
            queue.run(move || done.lock().unwrap().push(n));
        }
        drop(queue);
        assert_eq!(*done.lock().unwrap(), [0, 1, 2]);
    }
}
