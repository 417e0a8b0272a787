package org.reactiveacs.policy;

import java.util.List;
import org.reactiveacs.task.Assignment;
import org.reactiveacs.task.TaskSpec;

/** One thing to be done at a device, said without naming a protocol. */
public sealed interface Step {

    /** Values to read; a path that ends with a dot stands for all below it. */
    record Read(List<String> paths) implements Step {}

    /** Names to find out. */
    record Discover(String path, boolean nextLevel) implements Step {}

    /** Names to find out and then their values to read. */
    record Survey(String path) implements Step {}

    /** Values to set together. */
    record Set(List<Assignment> values) implements Step {}

    /**
     * An object instance to make, and values to set in it.
     *
     * @param path of the object that it is one of, with its dot
     */
    record Add(String path, List<Assignment> values) implements Step {}

    /** An object instance to remove. */
    record Delete(String path) implements Step {}

    /** Attributes to read. */
    record ReadAttributes(List<String> paths) implements Step {}

    /** Attributes to set. */
    record SetAttributes(List<TaskSpec.AttributeChange> changes) implements Step {}

    /** Something that the device carries out. */
    record Operate(TaskSpec.Operation operation) implements Step {}
}
