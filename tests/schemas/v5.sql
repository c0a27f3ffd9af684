-- A database of schema 5, as `sqlite3 .dump` prints it.
PRAGMA application_id = 1129276232;
PRAGMA user_version = 5;
PRAGMA foreign_keys=OFF;
BEGIN TRANSACTION;
CREATE TABLE visibility (
    id BLOB CHECK (length(id) = 16) NOT NULL PRIMARY KEY,
    name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 100),
    name_key TEXT NOT NULL UNIQUE,
    description TEXT CHECK (length(description) <= 2000),
    search_text TEXT NOT NULL,
    created_by BLOB CHECK (length(created_by) = 16) NOT NULL REFERENCES app_user (id) DEFERRABLE INITIALLY DEFERRED,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    is_active INTEGER CHECK (is_active = 0 OR is_active = 1) NOT NULL
) STRICT;
INSERT INTO visibility VALUES(X'675b18337c8e474797626f9fec9a81f1','PUBLIC','public','Everybody',replace('public\neverybody','\n',char(10)),X'b33e71731f30417689a1bfef81f63742',1796644800,1796644800,1);
INSERT INTO visibility VALUES(X'3e34514e20da48bfb989d63342e1e482','CLIENTS','clients','The trainer''s own clients',replace('clients\nthe trainer''s own clients','\n',char(10)),X'b33e71731f30417689a1bfef81f63742',1796644800,1796644800,1);
INSERT INTO visibility VALUES(X'7b3b8d9db5094c239048fbc2ff2b3da6','PRIVATE','private','Nobody else',replace('private\nnobody else','\n',char(10)),X'b33e71731f30417689a1bfef81f63742',1796644800,1796644800,1);
CREATE TABLE app_user (
    id BLOB CHECK (length(id) = 16) NOT NULL PRIMARY KEY,
    email TEXT NOT NULL CHECK (length(email) BETWEEN 3 AND 255),
    email_key TEXT NOT NULL UNIQUE,
    first_name TEXT NOT NULL CHECK (length(first_name) BETWEEN 1 AND 255),
    last_name TEXT NOT NULL CHECK (length(last_name) BETWEEN 1 AND 255),
    date_of_birth TEXT CHECK (date_of_birth IS date(date_of_birth, '+0 days')),
    phone TEXT CHECK (length(phone) <= 32),
    notes TEXT CHECK (length(notes) <= 2000),
    time_zone TEXT,
    visibility_id BLOB CHECK (length(visibility_id) = 16) NOT NULL REFERENCES visibility (id),
    search_text TEXT NOT NULL,
    created_by BLOB CHECK (length(created_by) = 16) NOT NULL REFERENCES app_user (id),
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    is_active INTEGER CHECK (is_active = 0 OR is_active = 1) NOT NULL
, db_role TEXT CHECK (length(db_role) BETWEEN 1 AND 63)) STRICT;
INSERT INTO app_user VALUES(X'b33e71731f30417689a1bfef81f63742','admin@example.org','admin@example.org','Ada','Admin',NULL,NULL,NULL,NULL,X'7b3b8d9db5094c239048fbc2ff2b3da6',replace('admin@example.org\nada\nadmin','\n',char(10)),X'b33e71731f30417689a1bfef81f63742',1796644800,1796644800,1,NULL);
INSERT INTO app_user VALUES(X'984d5fd7ee0640f0b9829438cf01645a','anna@example.org','anna@example.org','Anna','Berg',NULL,NULL,'Größe: ß','Europe/Berlin',X'7b3b8d9db5094c239048fbc2ff2b3da6',replace('anna@example.org\nanna\nberg','\n',char(10)),X'b33e71731f30417689a1bfef81f63742',1796644800,1796644800,1,'anna');
INSERT INTO app_user VALUES(X'2ebee20ce1254945b98633925e3a31c7','carl@example.org','carl@example.org','Carl','Cook',NULL,NULL,NULL,NULL,X'7b3b8d9db5094c239048fbc2ff2b3da6',replace('carl@example.org\ncarl\ncook','\n',char(10)),X'b33e71731f30417689a1bfef81f63742',1796644800,1796644800,1,NULL);
INSERT INTO app_user VALUES(X'dc09572fe4164db28bfe0f2370dbb674','ben@example.org','ben@example.org','Ben','Cole',NULL,NULL,NULL,NULL,X'7b3b8d9db5094c239048fbc2ff2b3da6',replace('ben@example.org\nben\ncole','\n',char(10)),X'b33e71731f30417689a1bfef81f63742',1796644800,1796644800,1,NULL);
INSERT INTO app_user VALUES(X'3f17b5afbd724f5895028e3f16daec9b','cleo@example.org','cleo@example.org','Cleo','Diaz',NULL,NULL,NULL,NULL,X'7b3b8d9db5094c239048fbc2ff2b3da6',replace('cleo@example.org\ncleo\ndiaz','\n',char(10)),X'b33e71731f30417689a1bfef81f63742',1796644800,1796644800,1,NULL);
INSERT INTO app_user VALUES(X'6d099399d9814fa8aa97288702cd2a8a','dana@example.org','dana@example.org','Dana','Eder',NULL,NULL,NULL,NULL,X'7b3b8d9db5094c239048fbc2ff2b3da6',replace('dana@example.org\ndana\neder','\n',char(10)),X'b33e71731f30417689a1bfef81f63742',1796644800,1796644800,1,NULL);
CREATE TABLE category (
    id BLOB CHECK (length(id) = 16) NOT NULL PRIMARY KEY,
    name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 100),
    name_key TEXT NOT NULL UNIQUE,
    description TEXT CHECK (length(description) <= 2000),
    search_text TEXT NOT NULL,
    created_by BLOB CHECK (length(created_by) = 16) NOT NULL REFERENCES app_user (id),
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    is_active INTEGER CHECK (is_active = 0 OR is_active = 1) NOT NULL
) STRICT;
INSERT INTO category VALUES(X'3a0365d1a9c74832b43a006a728dd91d','Strength','strength',NULL,'strength',X'b33e71731f30417689a1bfef81f63742',1796644800,1796644800,1);
CREATE TABLE tag (
    id BLOB CHECK (length(id) = 16) NOT NULL PRIMARY KEY,
    name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 100),
    name_key TEXT NOT NULL UNIQUE,
    description TEXT CHECK (length(description) <= 2000),
    search_text TEXT NOT NULL,
    created_by BLOB CHECK (length(created_by) = 16) NOT NULL REFERENCES app_user (id),
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    is_active INTEGER CHECK (is_active = 0 OR is_active = 1) NOT NULL
) STRICT;
INSERT INTO tag VALUES(X'c351e6f63ae74dae8e65439077c389f9','early','early',NULL,'early',X'b33e71731f30417689a1bfef81f63742',1796644800,1796644800,1);
CREATE TABLE program (
    id BLOB CHECK (length(id) = 16) NOT NULL PRIMARY KEY,
    name TEXT NOT NULL CONSTRAINT program_name UNIQUE CHECK (length(name) BETWEEN 1 AND 100),
    name_key TEXT NOT NULL,
    description TEXT CHECK (length(description) <= 2000),
    notes TEXT CHECK (length(notes) <= 2000),
    visibility_id BLOB CHECK (length(visibility_id) = 16) NOT NULL REFERENCES visibility (id),
    search_text TEXT NOT NULL,
    created_by BLOB CHECK (length(created_by) = 16) NOT NULL REFERENCES app_user (id),
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    is_active INTEGER CHECK (is_active = 0 OR is_active = 1) NOT NULL
) STRICT;
INSERT INTO program VALUES(X'57e3fe6b6a514b55a3af4afeabf8a5d4','Strong back','strong back',NULL,NULL,X'675b18337c8e474797626f9fec9a81f1','strong back',X'b33e71731f30417689a1bfef81f63742',1796644800,1796644800,1);
CREATE TABLE trainer_profile (
    id BLOB CHECK (length(id) = 16) NOT NULL PRIMARY KEY,
    user_id BLOB CHECK (length(user_id) = 16) NOT NULL UNIQUE REFERENCES app_user (id),
    specializations TEXT CHECK (length(specializations) <= 255),
    bio TEXT CHECK (length(bio) <= 2000),
    hourly_rate TEXT,
    currency TEXT CHECK (length(currency) = 3),
    certifications TEXT,
    is_independent INTEGER CHECK (is_independent = 0 OR is_independent = 1) NOT NULL,
    accepts_new_clients INTEGER CHECK (accepts_new_clients = 0 OR accepts_new_clients = 1) NOT NULL,
    visibility_id BLOB CHECK (length(visibility_id) = 16) NOT NULL REFERENCES visibility (id),
    search_text TEXT NOT NULL,
    created_by BLOB CHECK (length(created_by) = 16) NOT NULL REFERENCES app_user (id),
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    is_active INTEGER CHECK (is_active = 0 OR is_active = 1) NOT NULL, buffer_minutes INTEGER NOT NULL DEFAULT 0
    CHECK (buffer_minutes BETWEEN 0 AND 480),
    CHECK ((hourly_rate IS NULL) = (currency IS NULL))
) STRICT;
INSERT INTO trainer_profile VALUES(X'b0169fe406bb412e96d0cfc77b726922',X'984d5fd7ee0640f0b9829438cf01645a',NULL,NULL,'75.50','EUR','{"level":[1,2.50]}',1,1,X'675b18337c8e474797626f9fec9a81f1','',X'b33e71731f30417689a1bfef81f63742',1796644800,1796644800,1,0);
INSERT INTO trainer_profile VALUES(X'87444efe22b148fcb1211b1baf415215',X'2ebee20ce1254945b98633925e3a31c7',NULL,NULL,NULL,NULL,NULL,1,1,X'675b18337c8e474797626f9fec9a81f1','',X'b33e71731f30417689a1bfef81f63742',1796644800,1796644800,1,0);
CREATE TABLE trainer_category (
    trainer_id BLOB CHECK (length(trainer_id) = 16) NOT NULL REFERENCES trainer_profile (id),
    category_id BLOB CHECK (length(category_id) = 16) NOT NULL REFERENCES category (id),
    is_primary INTEGER CHECK (is_primary = 0 OR is_primary = 1) NOT NULL,
    created_by BLOB CHECK (length(created_by) = 16) NOT NULL REFERENCES app_user (id),
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    is_active INTEGER CHECK (is_active = 0 OR is_active = 1) NOT NULL,
    PRIMARY KEY (trainer_id, category_id)
) STRICT;
INSERT INTO trainer_category VALUES(X'b0169fe406bb412e96d0cfc77b726922',X'3a0365d1a9c74832b43a006a728dd91d',1,X'b33e71731f30417689a1bfef81f63742',1796644800,1796644800,1);
CREATE TABLE trainer_tag (
    trainer_id BLOB CHECK (length(trainer_id) = 16) NOT NULL REFERENCES trainer_profile (id),
    tag_id BLOB CHECK (length(tag_id) = 16) NOT NULL REFERENCES tag (id),
    created_by BLOB CHECK (length(created_by) = 16) NOT NULL REFERENCES app_user (id),
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    is_active INTEGER CHECK (is_active = 0 OR is_active = 1) NOT NULL,
    PRIMARY KEY (trainer_id, tag_id)
) STRICT;
INSERT INTO trainer_tag VALUES(X'b0169fe406bb412e96d0cfc77b726922',X'c351e6f63ae74dae8e65439077c389f9',X'b33e71731f30417689a1bfef81f63742',1796644800,1796644800,1);
CREATE TABLE client_trainer_relationship (
    id BLOB CHECK (length(id) = 16) NOT NULL PRIMARY KEY,
    client_id BLOB CHECK (length(client_id) = 16) NOT NULL REFERENCES app_user (id),
    trainer_id BLOB CHECK (length(trainer_id) = 16) NOT NULL REFERENCES trainer_profile (id),
    status TEXT NOT NULL CHECK (status = 'PENDING' OR status = 'ACTIVE' OR status = 'PAUSED' OR status = 'ENDED'),
    relationship_type TEXT NOT NULL CHECK (relationship_type = 'IN_PERSON' OR relationship_type = 'ONLINE'
        OR relationship_type = 'HYBRID' OR relationship_type = 'GROUP' OR relationship_type = 'TRIAL'),
    started_at TEXT CHECK (started_at IS date(started_at, '+0 days')) NOT NULL,
    ended_at TEXT CHECK (ended_at IS date(ended_at, '+0 days')),
    notes TEXT CHECK (length(notes) <= 2000),
    end_reason TEXT CHECK (length(end_reason) <= 255),
    created_by BLOB CHECK (length(created_by) = 16) NOT NULL REFERENCES app_user (id),
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    is_active INTEGER CHECK (is_active = 0 OR is_active = 1) NOT NULL,
    CHECK ((status = 'ENDED') = (ended_at IS NOT NULL)),
    CHECK (ended_at >= started_at),
    CHECK (end_reason IS NULL OR status = 'ENDED'),
    UNIQUE (id, trainer_id, client_id)
) STRICT;
INSERT INTO client_trainer_relationship VALUES(X'ca1b10b9b15e44ae99f40193c167f10b',X'dc09572fe4164db28bfe0f2370dbb674',X'b0169fe406bb412e96d0cfc77b726922','ACTIVE','ONLINE','2026-12-07',NULL,NULL,NULL,X'b33e71731f30417689a1bfef81f63742',1796644800,1796644800,1);
INSERT INTO client_trainer_relationship VALUES(X'0a4bf6a880e04808929f8771b51eedb0',X'3f17b5afbd724f5895028e3f16daec9b',X'87444efe22b148fcb1211b1baf415215','ENDED','ONLINE','2026-12-07','2026-12-07',NULL,NULL,X'b33e71731f30417689a1bfef81f63742',1796644800,1796644800,1);
CREATE TABLE training_session (
    id BLOB CHECK (length(id) = 16) NOT NULL PRIMARY KEY,
    client_trainer_relationship_id BLOB CHECK (length(client_trainer_relationship_id) = 16) NOT NULL,
    client_id BLOB CHECK (length(client_id) = 16) NOT NULL,
    trainer_id BLOB CHECK (length(trainer_id) = 16) NOT NULL,
    title TEXT NOT NULL CHECK (length(title) BETWEEN 1 AND 255),
    description TEXT CHECK (length(description) <= 2000),
    scheduled_at INTEGER NOT NULL,
    ends_at INTEGER NOT NULL,
    time_zone TEXT NOT NULL,
    session_type TEXT NOT NULL CHECK (session_type = 'ONE_ON_ONE' OR session_type = 'GROUP'
        OR session_type = 'ASSESSMENT' OR session_type = 'CONSULTATION' OR session_type = 'CHECK_IN'),
    status TEXT NOT NULL CHECK (status = 'SCHEDULED' OR status = 'CONFIRMED' OR status = 'IN_PROGRESS'
        OR status = 'COMPLETED' OR status = 'CANCELLED' OR status = 'LATE_CANCELLED' OR status = 'NO_SHOW'),
    location TEXT CHECK (length(location) <= 255),
    started_at INTEGER,
    completed_at INTEGER,
    cancelled_at INTEGER,
    cancel_reason TEXT CHECK (length(cancel_reason) <= 255),
    trainer_notes TEXT CHECK (length(trainer_notes) <= 2000),
    client_feedback TEXT CHECK (length(client_feedback) <= 2000),
    rating INTEGER CHECK (rating BETWEEN 1 AND 5),
    search_text TEXT NOT NULL,
    created_by BLOB CHECK (length(created_by) = 16) NOT NULL REFERENCES app_user (id),
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    is_active INTEGER CHECK (is_active = 0 OR is_active = 1) NOT NULL, series_id BLOB CHECK (length(series_id) = 16) REFERENCES session_series (id), series_start TEXT CHECK (length(series_start) BETWEEN 19 AND 19), sequence INTEGER NOT NULL DEFAULT 0 CHECK (sequence BETWEEN 0 AND 2147483647), plan_id BLOB CHECK (length(plan_id) = 16) REFERENCES training_plan (id) DEFERRABLE INITIALLY DEFERRED,
    CHECK (ends_at - scheduled_at BETWEEN 300 AND 86400),
    CHECK (completed_at >= started_at),
    CHECK ((status = 'COMPLETED') = (completed_at IS NOT NULL)),
    CHECK (status <> 'IN_PROGRESS' OR started_at IS NOT NULL),
    CHECK ((status = 'CANCELLED' OR status = 'LATE_CANCELLED') = (cancelled_at IS NOT NULL)),
    CHECK (cancel_reason IS NULL OR cancelled_at IS NOT NULL),
    CHECK (status = 'COMPLETED' OR (rating IS NULL AND client_feedback IS NULL)),
    FOREIGN KEY (client_trainer_relationship_id, trainer_id, client_id)
        REFERENCES client_trainer_relationship (id, trainer_id, client_id)
) STRICT;
INSERT INTO training_session VALUES(X'6fc188006e9a4a5f84b4da083e258a1d',X'ca1b10b9b15e44ae99f40193c167f10b',X'dc09572fe4164db28bfe0f2370dbb674',X'b0169fe406bb412e96d0cfc77b726922','Öl & "Squats"',NULL,1796544000,1796547600,'Europe/Berlin','ONE_ON_ONE','COMPLETED',NULL,NULL,1796547600,NULL,NULL,NULL,replace('Gut\nsehr','\n',char(10)),5,'ol & "squats"',X'b33e71731f30417689a1bfef81f63742',1796644800,1796644800,1,NULL,NULL,1,NULL);
INSERT INTO training_session VALUES(X'763206292db74fc3b71cc7b9542e013b',X'ca1b10b9b15e44ae99f40193c167f10b',X'dc09572fe4164db28bfe0f2370dbb674',X'b0169fe406bb412e96d0cfc77b726922','Cancelled',NULL,1796716800,1796720400,'Europe/Berlin','ONE_ON_ONE','LATE_CANCELLED',NULL,NULL,NULL,1796644800,'ill',NULL,NULL,NULL,'cancelled',X'b33e71731f30417689a1bfef81f63742',1796644800,1796644800,1,NULL,NULL,1,NULL);
INSERT INTO training_session VALUES(X'd79635472a864361ae8f62bf007f7ee4',X'ca1b10b9b15e44ae99f40193c167f10b',X'dc09572fe4164db28bfe0f2370dbb674',X'b0169fe406bb412e96d0cfc77b726922','Coming',NULL,1796976000,1796979600,'Europe/Berlin','ONE_ON_ONE','SCHEDULED',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'coming',X'b33e71731f30417689a1bfef81f63742',1796644800,1796644800,1,NULL,NULL,0,NULL);
INSERT INTO training_session VALUES(X'563169f2716f4e3286b1c064d2ce266b',X'ca1b10b9b15e44ae99f40193c167f10b',X'dc09572fe4164db28bfe0f2370dbb674',X'b0169fe406bb412e96d0cfc77b726922','Twice',NULL,1796977800,1796981400,'Europe/Berlin','ONE_ON_ONE','SCHEDULED',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'twice',X'b33e71731f30417689a1bfef81f63742',1796644800,1796644800,1,NULL,NULL,0,NULL);
INSERT INTO training_session VALUES(X'bfcae542832b47cbba40043b6fcdd86d',X'ca1b10b9b15e44ae99f40193c167f10b',X'dc09572fe4164db28bfe0f2370dbb674',X'b0169fe406bb412e96d0cfc77b726922','Again',NULL,1797062400,1797066000,'Europe/Berlin','ONE_ON_ONE','SCHEDULED',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'again',X'b33e71731f30417689a1bfef81f63742',1796644800,1796644800,1,X'bc76d27a7b044addb4eed4cc418332e8','2026-12-12T09:00:00',0,NULL);
INSERT INTO training_session VALUES(X'93761be53ba34b88b77ec91bb64c2514',X'ca1b10b9b15e44ae99f40193c167f10b',X'dc09572fe4164db28bfe0f2370dbb674',X'b0169fe406bb412e96d0cfc77b726922','Again',NULL,1797667200,1797670800,'Europe/Berlin','ONE_ON_ONE','SCHEDULED',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'again',X'b33e71731f30417689a1bfef81f63742',1796644800,1796644800,1,X'bc76d27a7b044addb4eed4cc418332e8','2026-12-19T09:00:00',0,NULL);
INSERT INTO training_session VALUES(X'248dbbe5398341419d8e90ab8552afe9',X'ca1b10b9b15e44ae99f40193c167f10b',X'dc09572fe4164db28bfe0f2370dbb674',X'b0169fe406bb412e96d0cfc77b726922','Again',NULL,1798272000,1798275600,'Europe/Berlin','ONE_ON_ONE','SCHEDULED',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'again',X'b33e71731f30417689a1bfef81f63742',1796644800,1796644800,1,X'bc76d27a7b044addb4eed4cc418332e8','2026-12-26T09:00:00',0,NULL);
INSERT INTO training_session VALUES(X'17299357329e4125a8561738cad5e87e',X'ca1b10b9b15e44ae99f40193c167f10b',X'dc09572fe4164db28bfe0f2370dbb674',X'b0169fe406bb412e96d0cfc77b726922','Basics',NULL,1796623200,1796626800,'Europe/Berlin','ONE_ON_ONE','SCHEDULED',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'basics',X'b33e71731f30417689a1bfef81f63742',1796644800,1796644800,1,NULL,NULL,0,X'846702c6749e4a5eb82ab884b170a093');
INSERT INTO training_session VALUES(X'ce68b8716c644a8d9801de4503f982e0',X'ca1b10b9b15e44ae99f40193c167f10b',X'dc09572fe4164db28bfe0f2370dbb674',X'b0169fe406bb412e96d0cfc77b726922','Elsewhere',NULL,1799143200,1799146800,'Europe/Berlin','ONE_ON_ONE','SCHEDULED',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'elsewhere',X'b33e71731f30417689a1bfef81f63742',1796644800,1796644800,1,NULL,NULL,0,NULL);
CREATE TABLE training_plan (
    id BLOB CHECK (length(id) = 16) NOT NULL PRIMARY KEY,
    client_trainer_relationship_id BLOB CHECK (length(client_trainer_relationship_id) = 16) NOT NULL REFERENCES client_trainer_relationship (id),
    name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 255),
    description TEXT CHECK (length(description) <= 2000),
    program_id BLOB CHECK (length(program_id) = 16) REFERENCES program (id),
    start_date TEXT CHECK (start_date IS date(start_date, '+0 days')) NOT NULL,
    end_date TEXT CHECK (end_date IS date(end_date, '+0 days')),
    status TEXT NOT NULL CHECK (status = 'DRAFT' OR status = 'ACTIVE' OR status = 'PAUSED' OR status = 'COMPLETED'
        OR status = 'CANCELLED'),
    goals TEXT CHECK (length(goals) <= 2000),
    search_text TEXT NOT NULL,
    created_by BLOB CHECK (length(created_by) = 16) NOT NULL REFERENCES app_user (id),
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    is_active INTEGER CHECK (is_active = 0 OR is_active = 1) NOT NULL,
    CHECK (end_date >= start_date)
) STRICT;
INSERT INTO training_plan VALUES(X'846702c6749e4a5eb82ab884b170a093',X'ca1b10b9b15e44ae99f40193c167f10b','Winter',NULL,X'57e3fe6b6a514b55a3af4afeabf8a5d4','2026-12-07',NULL,'ACTIVE',NULL,'winter',X'b33e71731f30417689a1bfef81f63742',1796644800,1796644800,1);
CREATE TABLE session_series (
    id BLOB CHECK (length(id) = 16) NOT NULL PRIMARY KEY,
    client_trainer_relationship_id BLOB CHECK (length(client_trainer_relationship_id) = 16) NOT NULL,
    client_id BLOB CHECK (length(client_id) = 16) NOT NULL,
    trainer_id BLOB CHECK (length(trainer_id) = 16) NOT NULL,
    title TEXT NOT NULL CHECK (length(title) BETWEEN 1 AND 255),
    description TEXT CHECK (length(description) <= 2000),
    rule TEXT NOT NULL CHECK (length(rule) BETWEEN 1 AND 1000),
    local_start TEXT NOT NULL CHECK (length(local_start) BETWEEN 19 AND 19),
    time_zone TEXT NOT NULL,
    duration_minutes INTEGER NOT NULL CHECK (duration_minutes BETWEEN 5 AND 1440),
    session_type TEXT NOT NULL CHECK (session_type = 'ONE_ON_ONE' OR session_type = 'GROUP'
        OR session_type = 'ASSESSMENT' OR session_type = 'CONSULTATION' OR session_type = 'CHECK_IN'),
    location TEXT CHECK (length(location) <= 255),
    search_text TEXT NOT NULL,
    created_by BLOB CHECK (length(created_by) = 16) NOT NULL REFERENCES app_user (id),
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    is_active INTEGER CHECK (is_active = 0 OR is_active = 1) NOT NULL,
    FOREIGN KEY (client_trainer_relationship_id, trainer_id, client_id)
        REFERENCES client_trainer_relationship (id, trainer_id, client_id)
) STRICT;
INSERT INTO session_series VALUES(X'bc76d27a7b044addb4eed4cc418332e8',X'ca1b10b9b15e44ae99f40193c167f10b',X'dc09572fe4164db28bfe0f2370dbb674',X'b0169fe406bb412e96d0cfc77b726922','Again',NULL,'FREQ=WEEKLY;COUNT=3','2026-12-12T09:00:00','Europe/Berlin',60,'ONE_ON_ONE',NULL,'again',X'b33e71731f30417689a1bfef81f63742',1796644800,1796644800,1);
CREATE TABLE availability (
    id BLOB CHECK (length(id) = 16) NOT NULL PRIMARY KEY,
    trainer_id BLOB CHECK (length(trainer_id) = 16) NOT NULL REFERENCES trainer_profile (id),
    days TEXT NOT NULL CHECK (length(days) BETWEEN 3 AND 27),
    hours TEXT NOT NULL CHECK (length(hours) BETWEEN 4 AND 255),
    from_date TEXT CHECK (from_date IS date(from_date, '+0 days')),
    to_date TEXT CHECK (to_date IS date(to_date, '+0 days')),
    time_zone TEXT NOT NULL,
    precedence INTEGER NOT NULL CHECK (precedence BETWEEN 1 AND 2147483647),
    created_by BLOB CHECK (length(created_by) = 16) NOT NULL REFERENCES app_user (id),
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    is_active INTEGER CHECK (is_active = 0 OR is_active = 1) NOT NULL,
    CHECK (to_date >= from_date)
) STRICT;
INSERT INTO availability VALUES(X'fd061e80dda74d31a509c7e50ec6c3d3',X'87444efe22b148fcb1211b1baf415215','MON,TUE,WED,THU,FRI','09:00-17:00',NULL,NULL,'UTC',1,X'b33e71731f30417689a1bfef81f63742',1796644800,1796644800,1);
CREATE TABLE time_off (
    id BLOB CHECK (length(id) = 16) NOT NULL PRIMARY KEY,
    user_id BLOB CHECK (length(user_id) = 16) NOT NULL REFERENCES app_user (id),
    starts_at INTEGER NOT NULL,
    ends_at INTEGER NOT NULL,
    reason TEXT CHECK (length(reason) <= 255),
    search_text TEXT NOT NULL,
    created_by BLOB CHECK (length(created_by) = 16) NOT NULL REFERENCES app_user (id),
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    is_active INTEGER CHECK (is_active = 0 OR is_active = 1) NOT NULL,
    CHECK (ends_at > starts_at)
) STRICT;
INSERT INTO time_off VALUES(X'972ea71ba60041578aed32a0b3056c3e',X'2ebee20ce1254945b98633925e3a31c7',1798372800,1798459200,NULL,'',X'b33e71731f30417689a1bfef81f63742',1796644800,1796644800,1);
CREATE TABLE program_session (
    id BLOB CHECK (length(id) = 16) NOT NULL PRIMARY KEY,
    program_id BLOB CHECK (length(program_id) = 16) NOT NULL REFERENCES program (id),
    day INTEGER NOT NULL CHECK (day BETWEEN 1 AND 3660),
    starts TEXT NOT NULL CHECK (length(starts) BETWEEN 5 AND 5)
        CHECK (starts BETWEEN '00:00' AND '23:59'),
    duration_minutes INTEGER NOT NULL CHECK (duration_minutes BETWEEN 5 AND 1440),
    title TEXT NOT NULL CHECK (length(title) BETWEEN 1 AND 255),
    description TEXT CHECK (length(description) <= 2000),
    session_type TEXT NOT NULL CHECK (session_type = 'ONE_ON_ONE' OR session_type = 'GROUP'
        OR session_type = 'ASSESSMENT' OR session_type = 'CONSULTATION' OR session_type = 'CHECK_IN'),
    location TEXT CHECK (length(location) <= 255),
    search_text TEXT NOT NULL,
    created_by BLOB CHECK (length(created_by) = 16) NOT NULL REFERENCES app_user (id),
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    is_active INTEGER CHECK (is_active = 0 OR is_active = 1) NOT NULL
) STRICT;
INSERT INTO program_session VALUES(X'f752f24212be4253a43d45f045749569',X'57e3fe6b6a514b55a3af4afeabf8a5d4',1,'07:00',60,'Basics',NULL,'ONE_ON_ONE',NULL,'basics',X'b33e71731f30417689a1bfef81f63742',1796644800,1796644800,1);
CREATE INDEX program_name_key ON program (name_key);
CREATE UNIQUE INDEX trainer_category_primary ON trainer_category (trainer_id) WHERE is_primary AND is_active;
CREATE INDEX trainer_category_category ON trainer_category (category_id);
CREATE INDEX trainer_tag_tag ON trainer_tag (tag_id);
CREATE UNIQUE INDEX relationship_open ON client_trainer_relationship (client_id, trainer_id) WHERE status <> 'ENDED';
CREATE INDEX relationship_trainer ON client_trainer_relationship (trainer_id);
CREATE INDEX session_trainer ON training_session (trainer_id, scheduled_at);
CREATE INDEX session_client ON training_session (client_id, scheduled_at);
CREATE INDEX session_relationship ON training_session (client_trainer_relationship_id);
CREATE INDEX session_time ON training_session (scheduled_at);
CREATE INDEX session_open ON training_session (scheduled_at)
    WHERE is_active AND (status = 'SCHEDULED' OR status = 'CONFIRMED' OR status = 'IN_PROGRESS');
CREATE INDEX plan_relationship ON training_plan (client_trainer_relationship_id);
CREATE INDEX plan_program ON training_plan (program_id);
CREATE INDEX plan_end ON training_plan (end_date);
CREATE UNIQUE INDEX app_user_db_role ON app_user (db_role) WHERE db_role IS NOT NULL;
CREATE INDEX series_relationship ON session_series (client_trainer_relationship_id);
CREATE UNIQUE INDEX session_series_start ON training_session (series_id, series_start) WHERE series_id IS NOT NULL;
CREATE INDEX availability_trainer ON availability (trainer_id);
CREATE INDEX time_off_user ON time_off (user_id, ends_at);
CREATE INDEX program_session_program ON program_session (program_id, day);
CREATE INDEX session_plan ON training_session (plan_id) WHERE plan_id IS NOT NULL;
COMMIT;
