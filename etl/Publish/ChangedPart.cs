namespace PersonEtl.Etl.Publish;

/// <summary>The information parts, in the API's names, that changes are told of.</summary>
internal static class ChangedPart
{
    /// <summary>SQL over a row of <c>ops.before_image</c>: the part that shows its table; null where no part does.</summary>
    public const string OfTable = """
        case table_name
            when 'mart.person_address' then case row_key ->> 1 when 'present' then 'presentAddress' else 'residentialAddress' end
            when 'mart.person_birth' then 'birth'
            when 'mart.person_marital_status' then 'maritalStatus'
            when 'mart.person_name' then 'name'
            when 'mart.person_status' then 'status'
            when 'mart.person_citizenship' then 'citizenship'
            when 'mart.person_identifier' then 'norwegianIdentificationNumber'
            when 'mart.person_contact' then 'commonContactRegisterInformation'
            when 'protected.person_address_protection' then 'addressProtection'
            when 'protected.person_birth' then 'birth'
            when 'protected.person_marital_status' then 'maritalStatus'
            when 'protected.person_address' then case row_key ->> 1 when 'shared' then 'sharedResidence' when 'present' then 'presentAddress' else 'residentialAddress' end
        end
        """;

    /// <summary>
    /// What a grading takes away or gives back. Every <c>ChangeInResidentialAddress</c> names all of it, so that a reader of any of these parts drops what
    /// is graded now, and nobody tells a grading from a move.
    /// </summary>
    public const string OfGrading = "birth,maritalStatus,presentAddress,residentialAddress";
}
