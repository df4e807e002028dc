"""What LocalStack 4.14's CloudFormation gets wrong when a stack changes: what it replaces, and what a failure leaves.

It looks for a resource that a condition makes among those that were there before, and leaves one that a condition
ends. It replaces all that refers to a resource which changes, though the reference stays the same: a stage, say, when
its API gets a route, which fails, for the stage is there. And of a change that failed it leaves one half, takes the
new template for what is deployed, and calls that ROLLBACK_COMPLETE, for which SAM waits an hour.
"""

# ruff: noqa: SLF001 - LocalStack leaves no other way in
import copy
import logging
from collections.abc import Callable, Iterable, Mapping
from functools import partial
from typing import Any

from localstack.runtime import hooks

LOG = logging.getLogger(__name__)


@hooks.on_infra_start()  # type: ignore[untyped-decorator] # LocalStack has no types here
def amend_changes() -> None:
    from localstack.services.cloudformation.engine.v2.change_set_model_executor import (  # noqa: PLC0415 - slow to load
        ChangeSetModelExecutor,
    )
    from localstack.services.cloudformation.engine.v2.change_set_model_preproc import (  # noqa: PLC0415
        ChangeSetModelPreproc,
    )
    from localstack.services.cloudformation.v2.entities import Stack  # noqa: PLC0415

    _look_at_one_side(ChangeSetModelPreproc)
    _replace_what_differs(ChangeSetModelExecutor)
    _undo_what_fails(ChangeSetModelExecutor)
    _tell_it_in_order(Stack)


def _look_at_one_side(reckoning: Any) -> None:
    """Of a resource that a condition makes or ends, nothing is to be had on the side where it is not."""
    from localstack.services.cloudformation.engine.v2.change_set_model import (  # noqa: PLC0415 - slow to load
        Nothing,
        is_nothing,
    )

    resolve = reckoning._resolve_attribute

    def resolve_where_it_is(self: Any, arguments: Any, select_before: bool) -> Any:
        name = (arguments.split(".") if isinstance(arguments, str) else arguments)[0]
        template = self._change_set.update_model.node_template
        node = next((each for each in template.resources.resources if each.name == name), None)
        if node is not None and not is_nothing(node.condition_reference):
            holds = self._resolve_condition(node.condition_reference.value)
            if holds.before != holds.after and not (holds.before if select_before else holds.after):
                return Nothing
        return resolve(self, arguments=arguments, select_before=select_before)

    def visit_what_is_or_was(self: Any, node_resources: Any) -> None:
        for node in node_resources.resources:
            if not is_nothing(node.condition_reference):
                holds = self._resolve_condition(node.condition_reference.value)
                if holds.after is False and holds.before is not True:
                    continue
            self.visit(node)

    reckoning._resolve_attribute = resolve_where_it_is
    reckoning.visit_node_resources = visit_what_is_or_was


def _replace_what_differs(executor: Any) -> None:
    change = executor._execute_resource_change

    def change_resource(self: Any, name: str, before: Any, after: Any) -> None:
        if getattr(after, "requires_replacement", False) and hasattr(before, "properties"):
            provider = self.resource_provider_executor.try_load_resource_provider(after.resource_type)
            fixed = provider.SCHEMA.get("createOnlyProperties", ())
            after.requires_replacement = differ(fixed, before.properties.properties, after.properties.properties)
        change(self, name, before, after)

    executor._execute_resource_change = change_resource


def _undo_what_fails(executor: Any) -> None:
    process, execute, defer = executor.process, executor.execute, executor._defer_action

    def process_or_undo(self: Any) -> None:
        try:
            process(self)
        except Exception:
            if _is_update(self._change_set):
                undo(self)
            raise

    def execute_whole(self: Any) -> Any:
        result = execute(self)
        if result.failure_message and _is_update(self._change_set):
            # What is deployed is what was: the next change is reckoned from there.
            for told in ("template", "processed_template", "template_body", "resolved_parameters"):
                setattr(self._change_set, told, getattr(self._change_set.stack, told))
        return result

    def defer_with_care(self: Any, name: str, action: Callable[[], None]) -> None:
        defer(self, name, lambda: attempt(name, action))

    executor.process, executor.execute, executor._defer_action = process_or_undo, execute_whole, defer_with_care


def _tell_it_in_order(stack: Any) -> None:
    become = stack.set_stack_status

    def become_in_order(self: Any, status: Any, reason: Any = None) -> None:
        become(self, type(status)(next_status(self.status, status)), reason)

    stack.set_stack_status = become_in_order


def _is_update(change_set: Any) -> bool:
    return bool(change_set.change_set_type == "UPDATE" and change_set.stack.status != "DELETE_IN_PROGRESS")


def next_status(now: str, told: str) -> str:
    """What a stack becomes that LocalStack would give the status of a resource, or of a stack that was never there."""
    if now.startswith("UPDATE_COMPLETE_CLEANUP") and told.endswith("_FAILED"):
        return now
    if now in {"UPDATE_IN_PROGRESS", "UPDATE_ROLLBACK_IN_PROGRESS"}:
        if told.endswith("_FAILED") or told == "ROLLBACK_IN_PROGRESS":
            return "UPDATE_ROLLBACK_IN_PROGRESS"
        if told == "ROLLBACK_COMPLETE":
            return "UPDATE_ROLLBACK_COMPLETE"
    return told


def differ(pointers: Iterable[str], before: Mapping[str, Any], after: Mapping[str, Any]) -> bool:
    """Whether a property that only a new resource can have (`/properties/Name`) has another value."""
    paths = [pointer.split("/")[2:] for pointer in pointers]
    return any(_at(before, path) != _at(after, path) for path in paths)


def _at(properties: Any, path: list[str]) -> Any:
    for name in path:
        properties = properties.get(name) if isinstance(properties, Mapping) else None
    return properties


def undo(executor: Any) -> None:
    """Take back what a change did before it failed, the last first; what it meant to remove stays."""
    executor._deferred_actions.clear()
    stood = dict(executor._change_set.stack.resolved_resources)
    for name, made in reversed(list(executor.resources.items())):
        if made is not stood.get(name) and made.get("Properties"):
            attempt(name, partial(_take_back, executor, name, made, stood.get(name)))
    executor.resources.clear()
    executor.resources.update(stood)


def _take_back(executor: Any, name: str, made: Any, before: Any) -> None:
    from localstack.aws.api.cloudformation import ChangeAction  # noqa: PLC0415 - slow to load
    from localstack.services.cloudformation.engine.v2.change_set_model_preproc import (  # noqa: PLC0415
        PreprocProperties,
    )

    is_same = before is not None and before["PhysicalResourceId"] == made.get("PhysicalResourceId")
    executor._execute_resource_action(
        action=ChangeAction.Modify if is_same else ChangeAction.Remove,
        logical_resource_id=name,
        resource_type=made["Type"],
        before_properties=PreprocProperties(copy.deepcopy(made["Properties"])),
        after_properties=PreprocProperties(copy.deepcopy(before["Properties"])) if is_same else None,
    )


def attempt(name: str, action: Callable[[], None]) -> None:
    """What cannot be done is told, and the rest is done: LocalStack would leave the stack in progress for ever."""
    try:
        action()
    except Exception:
        LOG.exception("Tidying up %s failed", name)
