from governance import registry
from governance.kinds import Readers


def test_policies_are_grouped_by_readers_and_the_code_comes_first():
    groups = registry.policy_groups()
    keys = [kind.key for _readers, kinds in groups for kind in kinds]

    assert [readers for readers, _kinds in groups] == list(Readers)
    assert keys == [kind.key for kind in registry.policy_kinds()]
    assert keys[0] == "code_of_practice"
    assert all(kind.readers is readers for readers, kinds in groups for kind in kinds)


def test_agreements_come_after_policies():
    assert [kind.key for kind in registry.kinds()] == [
        kind.key for kind in (*registry.policy_kinds(), *registry.agreement_kinds())
    ]
