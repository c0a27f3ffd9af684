# roles_former.bats - what a login sees and does of those with whom it has had to do, after that has ended.
# bats file_tags=postgres

load helper
load logins

setup_file() {
    server_up
    studio_up
    # Carl, who keeps 20 minutes free, is a client of Anna's too, as Ben is: both are so no more
    keep relationship_carl relationship start --client carl@example.org --trainer anna@example.org --type ONLINE
    books trainer edit carl@example.org --buffer 20m -o id >/dev/null
    for who in carl ben; do
        books relationship end "$(id_of "relationship_$who")" --cancel-sessions --close-plans -o id >/dev/null
    done
}
teardown_file() { server_down; }
setup() { logins_world; }

buffers() { # buffers LOGIN: what is kept free around the sessions of those whom it may book
    sql "$1" "SELECT u.first_name || ' ' || b.buffer_minutes FROM coach.buffers b JOIN coach.people u ON u.id = b.user_id ORDER BY 1" |
        paste -sd ,
}

@test "a former trainer does not learn what somebody keeps free around sessions" {
    assert_equal "$(buffers ada)" "Anna 0,Carl 20"
    assert_equal "$(buffers carl)" "Carl 20"
    assert_equal "$(buffers anna)" "Anna 0"
}

@test "a former client is still seen with what was, and changed by the trainer no more" {
    run_coach_as anna 0 session list --client ben@example.org -o tsv --no-headers --fields title,status
    assert_equal "$output" "Lunges	COMPLETED
Squats	CANCELLED"
    run_coach_as anna 0 user show ben@example.org -o id
    run_coach_as anna 4 user edit ben@example.org --email taken@example.org
    [[ $stderr == *"this login may see the user, but not change it"* ]] || fail "$stderr"
    run_coach_as anna 0 user edit dana@example.org --phone 555-1 -o id
    run_coach_as anna 0 user edit fred@example.org --phone 555-2 -o id
}

@test "a former client sees the trainer, but not when the trainer works" {
    run_coach_as ben 0 trainer show anna@example.org -o id
    run_coach_as ben 0 availability list -o id
    assert_equal "$output" ""
}

@test "who begins anew is as before" {
    books relationship start --client ben@example.org --trainer anna@example.org --type ONLINE -o id >/dev/null
    run_coach_as ben 0 availability list -o tsv --no-headers --fields trainer
    assert_equal "$output" "Anna Berg"
    run_coach_as anna 0 user edit ben@example.org --phone 555-3 -o id
}
