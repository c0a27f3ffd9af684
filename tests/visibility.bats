# visibility.bats - coach visibility: who may see what. What it has in common with tags is in kinds/label.bats.

load helper

prepare() {
    new_database
}

@test "the visibilities of the beginning are there, with what they mean" {
    succeeds visibility list --json --fields name,description
    assert_json . '[{"name":"CLIENTS","description":"The trainer'"'"'s own clients"},
        {"name":"PRIVATE","description":"Nobody else"},{"name":"PUBLIC","description":"Everybody"}]'
}

@test "an archived visibility is given to no user, trainer or program" {
    local id
    coach visibility add Friends -o id >/dev/null
    id=$(coach visibility archive Friends -o id)
    refuses 1 "the visibility is archived" user edit admin@example.org --visibility Friends
    assert_equal "${stderr#*$'\n'}" "hint: coach visibility restore $id"
    refuses 1 "the visibility is archived" user add ben@example.org --first-name B --last-name C --visibility friends
    refuses 1 "the visibility is archived" trainer add admin@example.org --visibility friends
    refuses 1 "the visibility is archived" program add Run --visibility friends
}

@test "a user is added with a visibility of one's own, though PRIVATE has another name" {
    coach visibility edit PRIVATE --name Mine -o id >/dev/null
    succeeds user add ben@example.org --first-name Ben --last-name Cole --visibility Mine --json
    assert_json .visibility '"Mine"'
}
