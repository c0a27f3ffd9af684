-- The practice: people, what trainers offer, who trains with whom, sessions and plans.
--
-- What stands in braces is a type and its column, or something else that each engine writes in its own way: "later" is
-- a reference to a table that comes after, "refers" says the same where that table is there. A column whose name ends
-- in _key holds what must be unique without regard to case; search_text holds the folded texts that a search looks
-- through.

CREATE TABLE visibility (
    {uuid id} NOT NULL PRIMARY KEY,
    {text name} NOT NULL CHECK (length(name) BETWEEN 1 AND 100),
    {text name_key} NOT NULL UNIQUE,
    {text description} CHECK (length(description) <= 2000),
    {text search_text} NOT NULL,
    {uuid created_by} NOT NULL{later app_user id},
    {instant created_at} NOT NULL,
    {instant updated_at} NOT NULL,
    {boolean is_active} NOT NULL
){strict};

CREATE TABLE app_user (
    {uuid id} NOT NULL PRIMARY KEY,
    {text email} NOT NULL CHECK (length(email) BETWEEN 3 AND 255),
    {text email_key} NOT NULL UNIQUE,
    {text first_name} NOT NULL CHECK (length(first_name) BETWEEN 1 AND 255),
    {text last_name} NOT NULL CHECK (length(last_name) BETWEEN 1 AND 255),
    {date date_of_birth},
    {text phone} CHECK (length(phone) <= 32),
    {text notes} CHECK (length(notes) <= 2000),
    {text time_zone},
    {uuid visibility_id} NOT NULL REFERENCES visibility (id),
    {text search_text} NOT NULL,
    {uuid created_by} NOT NULL REFERENCES app_user (id),
    {instant created_at} NOT NULL,
    {instant updated_at} NOT NULL,
    {boolean is_active} NOT NULL
){strict};
{refers visibility created_by app_user id}

CREATE TABLE category (
    {uuid id} NOT NULL PRIMARY KEY,
    {text name} NOT NULL CHECK (length(name) BETWEEN 1 AND 100),
    {text name_key} NOT NULL UNIQUE,
    {text description} CHECK (length(description) <= 2000),
    {text search_text} NOT NULL,
    {uuid created_by} NOT NULL REFERENCES app_user (id),
    {instant created_at} NOT NULL,
    {instant updated_at} NOT NULL,
    {boolean is_active} NOT NULL
){strict};

CREATE TABLE tag (
    {uuid id} NOT NULL PRIMARY KEY,
    {text name} NOT NULL CHECK (length(name) BETWEEN 1 AND 100),
    {text name_key} NOT NULL UNIQUE,
    {text description} CHECK (length(description) <= 2000),
    {text search_text} NOT NULL,
    {uuid created_by} NOT NULL REFERENCES app_user (id),
    {instant created_at} NOT NULL,
    {instant updated_at} NOT NULL,
    {boolean is_active} NOT NULL
){strict};

CREATE TABLE program (
    {uuid id} NOT NULL PRIMARY KEY,
    {text name} NOT NULL CONSTRAINT program_name UNIQUE CHECK (length(name) BETWEEN 1 AND 100),
    {text name_key} NOT NULL,
    {text description} CHECK (length(description) <= 2000),
    {text notes} CHECK (length(notes) <= 2000),
    {uuid visibility_id} NOT NULL REFERENCES visibility (id),
    {text search_text} NOT NULL,
    {uuid created_by} NOT NULL REFERENCES app_user (id),
    {instant created_at} NOT NULL,
    {instant updated_at} NOT NULL,
    {boolean is_active} NOT NULL
){strict};
CREATE INDEX program_name_key ON program (name_key);

CREATE TABLE trainer_profile (
    {uuid id} NOT NULL PRIMARY KEY,
    {uuid user_id} NOT NULL UNIQUE REFERENCES app_user (id),
    {text specializations} CHECK (length(specializations) <= 255),
    {text bio} CHECK (length(bio) <= 2000),
    {decimal hourly_rate},
    {text currency} CHECK (length(currency) = 3),
    {json certifications},
    {boolean is_independent} NOT NULL,
    {boolean accepts_new_clients} NOT NULL,
    {uuid visibility_id} NOT NULL REFERENCES visibility (id),
    {text search_text} NOT NULL,
    {uuid created_by} NOT NULL REFERENCES app_user (id),
    {instant created_at} NOT NULL,
    {instant updated_at} NOT NULL,
    {boolean is_active} NOT NULL,
    CHECK ((hourly_rate IS NULL) = (currency IS NULL))
){strict};

CREATE TABLE trainer_category (
    {uuid trainer_id} NOT NULL REFERENCES trainer_profile (id),
    {uuid category_id} NOT NULL REFERENCES category (id),
    {boolean is_primary} NOT NULL,
    {uuid created_by} NOT NULL REFERENCES app_user (id),
    {instant created_at} NOT NULL,
    {instant updated_at} NOT NULL,
    {boolean is_active} NOT NULL,
    PRIMARY KEY (trainer_id, category_id)
){strict};
CREATE UNIQUE INDEX trainer_category_primary ON trainer_category (trainer_id) WHERE is_primary AND is_active;
CREATE INDEX trainer_category_category ON trainer_category (category_id);

CREATE TABLE trainer_tag (
    {uuid trainer_id} NOT NULL REFERENCES trainer_profile (id),
    {uuid tag_id} NOT NULL REFERENCES tag (id),
    {uuid created_by} NOT NULL REFERENCES app_user (id),
    {instant created_at} NOT NULL,
    {instant updated_at} NOT NULL,
    {boolean is_active} NOT NULL,
    PRIMARY KEY (trainer_id, tag_id)
){strict};
CREATE INDEX trainer_tag_tag ON trainer_tag (tag_id);

CREATE TABLE client_trainer_relationship (
    {uuid id} NOT NULL PRIMARY KEY,
    {uuid client_id} NOT NULL REFERENCES app_user (id),
    {uuid trainer_id} NOT NULL REFERENCES trainer_profile (id),
    {text status} NOT NULL CHECK (status = 'PENDING' OR status = 'ACTIVE' OR status = 'PAUSED' OR status = 'ENDED'),
    {text relationship_type} NOT NULL CHECK (relationship_type = 'IN_PERSON' OR relationship_type = 'ONLINE'
        OR relationship_type = 'HYBRID' OR relationship_type = 'GROUP' OR relationship_type = 'TRIAL'),
    {date started_at} NOT NULL,
    {date ended_at},
    {text notes} CHECK (length(notes) <= 2000),
    {text end_reason} CHECK (length(end_reason) <= 255),
    {uuid created_by} NOT NULL REFERENCES app_user (id),
    {instant created_at} NOT NULL,
    {instant updated_at} NOT NULL,
    {boolean is_active} NOT NULL,
    CHECK ((status = 'ENDED') = (ended_at IS NOT NULL)),
    CHECK (ended_at >= started_at),
    CHECK (end_reason IS NULL OR status = 'ENDED'),
    UNIQUE (id, trainer_id, client_id)
){strict};
CREATE UNIQUE INDEX relationship_open ON client_trainer_relationship (client_id, trainer_id) WHERE status <> 'ENDED';
CREATE INDEX relationship_trainer ON client_trainer_relationship (trainer_id);

CREATE TABLE training_session (
    {uuid id} NOT NULL PRIMARY KEY,
    {uuid client_trainer_relationship_id} NOT NULL,
    {uuid client_id} NOT NULL,
    {uuid trainer_id} NOT NULL,
    {text title} NOT NULL CHECK (length(title) BETWEEN 1 AND 255),
    {text description} CHECK (length(description) <= 2000),
    {instant scheduled_at} NOT NULL,
    {instant ends_at} NOT NULL,
    {text time_zone} NOT NULL,
    {text session_type} NOT NULL CHECK (session_type = 'ONE_ON_ONE' OR session_type = 'GROUP'
        OR session_type = 'ASSESSMENT' OR session_type = 'CONSULTATION' OR session_type = 'CHECK_IN'),
    {text status} NOT NULL CHECK (status = 'SCHEDULED' OR status = 'CONFIRMED' OR status = 'IN_PROGRESS'
        OR status = 'COMPLETED' OR status = 'CANCELLED' OR status = 'LATE_CANCELLED' OR status = 'NO_SHOW'),
    {text location} CHECK (length(location) <= 255),
    {instant started_at},
    {instant completed_at},
    {instant cancelled_at},
    {text cancel_reason} CHECK (length(cancel_reason) <= 255),
    {text trainer_notes} CHECK (length(trainer_notes) <= 2000),
    {text client_feedback} CHECK (length(client_feedback) <= 2000),
    {integer rating} CHECK (rating BETWEEN 1 AND 5),
    {text search_text} NOT NULL,
    {uuid created_by} NOT NULL REFERENCES app_user (id),
    {instant created_at} NOT NULL,
    {instant updated_at} NOT NULL,
    {boolean is_active} NOT NULL,
    CHECK ({elapsed scheduled_at ends_at} BETWEEN 300 AND 86400),
    CHECK (completed_at >= started_at),
    CHECK ((status = 'COMPLETED') = (completed_at IS NOT NULL)),
    CHECK (status <> 'IN_PROGRESS' OR started_at IS NOT NULL),
    CHECK ((status = 'CANCELLED' OR status = 'LATE_CANCELLED') = (cancelled_at IS NOT NULL)),
    CHECK (cancel_reason IS NULL OR cancelled_at IS NOT NULL),
    CHECK (status = 'COMPLETED' OR (rating IS NULL AND client_feedback IS NULL)),
    FOREIGN KEY (client_trainer_relationship_id, trainer_id, client_id)
        REFERENCES client_trainer_relationship (id, trainer_id, client_id)
){strict};
CREATE INDEX session_trainer ON training_session (trainer_id, scheduled_at);
CREATE INDEX session_client ON training_session (client_id, scheduled_at);
CREATE INDEX session_relationship ON training_session (client_trainer_relationship_id);
CREATE INDEX session_time ON training_session (scheduled_at);
CREATE INDEX session_open ON training_session (scheduled_at)
    WHERE is_active AND (status = 'SCHEDULED' OR status = 'CONFIRMED' OR status = 'IN_PROGRESS');

CREATE TABLE training_plan (
    {uuid id} NOT NULL PRIMARY KEY,
    {uuid client_trainer_relationship_id} NOT NULL REFERENCES client_trainer_relationship (id),
    {text name} NOT NULL CHECK (length(name) BETWEEN 1 AND 255),
    {text description} CHECK (length(description) <= 2000),
    {uuid program_id} REFERENCES program (id),
    {date start_date} NOT NULL,
    {date end_date},
    {text status} NOT NULL CHECK (status = 'DRAFT' OR status = 'ACTIVE' OR status = 'PAUSED' OR status = 'COMPLETED'
        OR status = 'CANCELLED'),
    {text goals} CHECK (length(goals) <= 2000),
    {text search_text} NOT NULL,
    {uuid created_by} NOT NULL REFERENCES app_user (id),
    {instant created_at} NOT NULL,
    {instant updated_at} NOT NULL,
    {boolean is_active} NOT NULL,
    CHECK (end_date >= start_date)
){strict};
CREATE INDEX plan_relationship ON training_plan (client_trainer_relationship_id);
CREATE INDEX plan_program ON training_plan (program_id);
CREATE INDEX plan_end ON training_plan (end_date);
