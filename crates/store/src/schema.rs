//! The tables as diesel knows them; a test compares them with both databases.

diesel::table! {
    centre (id) {
        id -> BigInt,
        name -> Text,
        level -> Text,
        address -> Text,
        mail -> Text,
        phone -> Text,
        signatory_name -> Text,
        signatory_title -> Text,
        validations -> Text,
        students_create -> Bool,
        accepts_orphans -> Bool,
        student_prints -> Text,
        allows_overlap -> Bool,
        teacher_optional -> Bool,
        alert_days -> Integer,
        previous_year_months -> Integer,
        mail_to_centre_only -> Bool,
        confidentiality -> Text,
        teacher_maximum -> Integer,
        instructions -> Text,
    }
}

diesel::table! {
    criterion (id) {
        id -> BigInt,
        component_code -> Text,
        step_code -> Text,
        step_version -> Text,
        centre_id -> BigInt,
    }
}

diesel::table! {
    student (id) {
        id -> BigInt,
        number -> Text,
        login -> Text,
        last_name -> Text,
        first_name -> Text,
        sex -> Text,
        birth_date -> Nullable<Date>,
        mail -> Text,
    }
}

diesel::table! {
    teacher (id) {
        id -> BigInt,
        login -> Text,
        last_name -> Text,
        first_name -> Text,
        mail -> Text,
        phone -> Text,
        job -> Text,
        affiliation -> Text,
        name_folded -> Text,
        search -> Text,
    }
}

diesel::table! {
    staff (id) {
        id -> BigInt,
        login -> Text,
        last_name -> Text,
        first_name -> Text,
        mail -> Text,
        institution_admin -> Bool,
        helpdesk -> Bool,
    }
}

diesel::table! {
    post (staff_id, centre_id) {
        staff_id -> BigInt,
        centre_id -> BigInt,
        right_code -> Text,
        prints -> Bool,
        alerted -> Bool,
    }
}

diesel::table! {
    head (staff_id, centre_id) {
        staff_id -> BigInt,
        centre_id -> BigInt,
    }
}

diesel::table! {
    observer (staff_id, centre_id) {
        staff_id -> BigInt,
        centre_id -> BigInt,
    }
}

diesel::table! {
    host (id) {
        id -> BigInt,
        version -> Integer,
        name -> Text,
        name_folded -> Text,
        search -> Text,
        siret -> Nullable<Text>,
        siren -> Nullable<Text>,
        foreign_id -> Text,
        naf -> Text,
        kind -> Text,
        legal_status -> Text,
        headcount -> Text,
        street -> Text,
        postcode -> Text,
        town -> Text,
        country -> Text,
        phone -> Text,
        mail -> Text,
        site -> Text,
        activity -> Text,
        manager -> Text,
        source -> Text,
        validated_at -> Nullable<Timestamp>,
        validated_by -> Text,
        created_at -> Timestamp,
        created_by -> Text,
    }
}

diesel::table! {
    host_word (word, host_id) {
        word -> Text,
        host_id -> BigInt,
    }
}

diesel::table! {
    host_change (id) {
        id -> BigInt,
        host_id -> BigInt,
        at -> Timestamp,
        by_login -> Text,
        by_name -> Text,
        note -> Text,
    }
}

diesel::table! {
    service (id) {
        id -> BigInt,
        host_id -> BigInt,
        name -> Text,
        street -> Text,
        postcode -> Text,
        town -> Text,
        country -> Text,
        phone -> Text,
    }
}

diesel::table! {
    contact (id) {
        id -> BigInt,
        host_id -> BigInt,
        service_id -> Nullable<BigInt>,
        centre_id -> BigInt,
        title -> Text,
        last_name -> Text,
        first_name -> Text,
        job -> Text,
        mail -> Text,
        phone -> Text,
    }
}

diesel::table! {
    convention (id) {
        id -> BigInt,
        number -> BigInt,
        version -> Integer,
        year -> Integer,
        student_id -> BigInt,
        centre_id -> BigInt,
        host_id -> Nullable<BigInt>,
        service_id -> Nullable<BigInt>,
        tutor_id -> Nullable<BigInt>,
        teacher_id -> Nullable<BigInt>,
        signatory_id -> Nullable<BigInt>,
        kind -> Text,
        language -> Text,
        submitted_at -> Nullable<Timestamp>,
        returned_at -> Nullable<Timestamp>,
        returned_reason -> Text,
        sent_at -> Nullable<Timestamp>,
        signatures -> Integer,
        signed_at -> Nullable<Timestamp>,
        cancelled_at -> Nullable<Timestamp>,
        broken_off_on -> Nullable<Date>,
        created_at -> Timestamp,
        created_by -> Text,
        updated_at -> Timestamp,
    }
}

diesel::table! {
    convention_reach (convention_id) {
        convention_id -> BigInt,
        street -> Text,
        postcode -> Text,
        town -> Text,
        country -> Text,
        mail -> Text,
        phone -> Text,
        mobile -> Text,
        cpam_name -> Text,
        cpam_address -> Text,
        social_cover -> Text,
    }
}

diesel::table! {
    convention_enrolment (convention_id) {
        convention_id -> BigInt,
        component_code -> Text,
        component -> Text,
        step_code -> Text,
        step_version -> Text,
        step -> Text,
        department -> Text,
        diploma -> Text,
        elements -> Text,
        finality -> Text,
        cursus -> Text,
        regime -> Text,
        taught_hours -> Nullable<BigInt>,
    }
}

diesel::table! {
    convention_internship (convention_id) {
        convention_id -> BigInt,
        theme -> Text,
        subject -> Text,
        confidential -> Bool,
        tasks -> Text,
        skills -> Text,
        details -> Text,
        starts_on -> Nullable<Date>,
        ends_on -> Nullable<Date>,
        zone -> Text,
        elsewhere_minutes -> BigInt,
        country_sheet -> Bool,
    }
}

diesel::table! {
    convention_schedule (convention_id) {
        convention_id -> BigInt,
        mode -> Text,
        week -> Text,
        other_week -> Text,
        periods -> Text,
        interruptions -> Text,
        holidays_worked -> Bool,
        working_time -> Text,
        comment -> Text,
        night_work -> Text,
        home_working -> Text,
        leave_days -> Text,
        leave_paid -> Bool,
        presence_minutes -> BigInt,
        duration_minutes -> BigInt,
    }
}

diesel::table! {
    convention_pay (convention_id) {
        convention_id -> BigInt,
        paid -> Nullable<Bool>,
        amount -> Nullable<BigInt>,
        basis -> Text,
        per -> Text,
        currency -> Text,
        means -> Text,
        benefits -> Text,
        mission_costs -> Text,
        exemption -> Text,
        origin -> Text,
        offer -> Text,
        nature_of_work -> Text,
        validation_mode -> Text,
        supervision -> Text,
        cover_abroad -> Nullable<Bool>,
        comment -> Text,
    }
}

diesel::table! {
    convention_legal (convention_id) {
        convention_id -> BigInt,
        night -> Nullable<Bool>,
        taught_in_presence -> Nullable<BigInt>,
        aims_checked -> Bool,
    }
}

diesel::table! {
    convention_validation (convention_id, position) {
        convention_id -> BigInt,
        position -> Integer,
        validation -> Text,
        by_login -> Text,
        at -> Timestamp,
    }
}

diesel::table! {
    convention_event (id) {
        id -> BigInt,
        convention_id -> BigInt,
        kind -> Text,
        by_login -> Text,
        by_name -> Text,
        at -> Timestamp,
        note -> Text,
    }
}

diesel::table! {
    convention_frozen (convention_id) {
        convention_id -> BigInt,
        data -> Text,
    }
}

diesel::table! {
    convention_line (id) {
        id -> BigInt,
        centre_id -> BigInt,
        student_id -> BigInt,
        teacher_id -> Nullable<BigInt>,
        host_id -> Nullable<BigInt>,
        siren -> Nullable<Text>,
        year -> Integer,
        phase -> Text,
        state -> Integer,
        number -> BigInt,
        student_key -> Text,
        host_key -> Text,
        start_key -> BigInt,
        since_key -> BigInt,
        student_name -> Text,
        student_number -> Text,
        host_name -> Text,
        host_town -> Text,
        town_folded -> Text,
        country -> Text,
        component_code -> Text,
        step_code -> Text,
        step -> Text,
        kind -> Text,
        starts_on -> Nullable<Date>,
        ends_on -> Nullable<Date>,
        open_until -> Date,
        presence_minutes -> BigInt,
        duration_minutes -> BigInt,
        turn_since -> Timestamp,
        late_on -> Nullable<Date>,
        search -> Text,
    }
}

diesel::table! {
    convention_word (centre_id, word, convention_id) {
        centre_id -> BigInt,
        word -> Text,
        convention_id -> BigInt,
        number -> BigInt,
    }
}

diesel::table! {
    outbox (id) {
        id -> BigInt,
        convention_id -> Nullable<BigInt>,
        event -> Text,
        recipient -> Text,
        subject -> Text,
        body -> Text,
        state -> Text,
        attempts -> Integer,
        due_at -> Timestamp,
        created_at -> Timestamp,
        sent_at -> Nullable<Timestamp>,
        problem -> Text,
    }
}

diesel::table! {
    saved_view (id) {
        id -> BigInt,
        login -> Text,
        list -> Text,
        name -> Text,
        query -> Text,
        columns_shown -> Text,
    }
}

diesel::table! {
    number_counter (year) {
        year -> Integer,
        last_given -> BigInt,
    }
}

diesel::table! {
    assertion_jti (jti) {
        jti -> Text,
        expires_at -> Timestamp,
    }
}

diesel::table! {
    session (cookie) {
        cookie -> Text,
        id -> Text,
        ticket -> Nullable<Text>,
        login -> Text,
        name -> Text,
        roles -> Text,
        agent -> Text,
        began_at -> Timestamp,
        seen_at -> Timestamp,
    }
}

diesel::table! {
    session_grant (cookie) {
        cookie -> Text,
        sealed -> Text,
    }
}

diesel::table! {
    proxy_grant (iou) {
        iou -> Text,
        sealed -> Text,
        kept_at -> Timestamp,
    }
}

diesel::table! {
    session_code (code) {
        code -> Text,
        challenge -> Text,
        cookie -> Text,
        expires_at -> Timestamp,
    }
}

diesel::table! {
    api_client (id) {
        id -> BigInt,
        name -> Text,
        token -> Text,
        resources -> Text,
        all_centres -> Bool,
        per_minute -> Integer,
        expires_at -> Nullable<Timestamp>,
        created_at -> Timestamp,
        created_by -> Text,
        revoked_at -> Nullable<Timestamp>,
    }
}

diesel::table! {
    api_client_centre (client_id, centre_id) {
        client_id -> BigInt,
        centre_id -> BigInt,
    }
}

diesel::table! {
    api_call (id) {
        id -> BigInt,
        client_id -> BigInt,
        at -> Timestamp,
        operation -> Text,
        parameters -> Text,
        status -> Integer,
        given -> BigInt,
    }
}

diesel::table! {
    audit_event (id) {
        id -> BigInt,
        kind -> Text,
        object_id -> BigInt,
        centre_id -> Nullable<BigInt>,
        student_id -> Nullable<BigInt>,
        note -> Text,
        by_login -> Text,
        at -> Timestamp,
    }
}

diesel::table! {
    canary (id) {
        id -> BigInt,
        words -> Text,
    }
}

diesel::table! {
    demo (id) {
        id -> BigInt,
        made_on -> Date,
        conventions -> Integer,
        generation -> Integer,
        is_whole -> Bool,
    }
}

diesel::joinable!(session_grant -> session (cookie));
diesel::joinable!(convention_reach -> convention (convention_id));
diesel::joinable!(convention_enrolment -> convention (convention_id));
diesel::joinable!(convention_internship -> convention (convention_id));
diesel::joinable!(convention_schedule -> convention (convention_id));
diesel::joinable!(convention_pay -> convention (convention_id));
diesel::joinable!(convention_legal -> convention (convention_id));
diesel::joinable!(convention_line -> student (student_id));

diesel::allow_tables_to_appear_in_same_query!(session, session_grant);
diesel::allow_tables_to_appear_in_same_query!(convention_line, student);
diesel::allow_tables_to_appear_in_same_query!(
    convention,
    convention_reach,
    convention_enrolment,
    convention_internship,
    convention_schedule,
    convention_pay,
    convention_legal,
    convention_line,
    host,
    host_word,
    staff,
    post
);
