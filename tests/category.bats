# category.bats - coach category: kinds of training. What it has in common with tags is in kinds/label.bats.

load helper

prepare() {
    small_studio
}

@test "a category that is renamed is renamed as the primary one too" {
    coach category add Strength -o id >/dev/null
    coach trainer categorize anna@example.org Strength --primary -o id >/dev/null
    coach category edit Strength --name Power -o id >/dev/null
    succeeds trainer show anna@example.org --json --fields categories,primary_category
    assert_json . '{"categories":["Power"],"primary_category":"Power"}'
}
