namespace PersonEtl.Etl.Mart;

/// <summary>
/// A person of FREG with everything the mart shows of it. The FREG reader fills in what the document says, in its order;
/// <c>Enrich</c> fills in the rest. Texts are slices of the block the document was read from.
/// </summary>
internal sealed class Person
{
    public Guid Id { get; set; }

    /// <summary>The generation that publishes the person first; null when an earlier one did.</summary>
    public int? FirstPublished { get; set; }

    /// <summary>Where in the delivery the document stands: a later document has a greater position. Never stored.</summary>
    public long Position { get; set; }

    public List<Identifier> Identifiers { get; } = [];
    public List<Status> Statuses { get; } = [];
    public List<Name> Names { get; } = [];
    public List<Birth> Births { get; } = [];
    public List<Gender> Genders { get; } = [];
    public List<MaritalStatus> MaritalStatuses { get; } = [];
    public List<Citizenship> Citizenships { get; } = [];
    public List<AddressProtection> Protections { get; } = [];

    /// <summary>Residential, present and shared, as FREG gave them.</summary>
    public List<Address> Addresses { get; } = [];

    public DateOnly? DeathDate { get; set; }

    public Contact? Contact { get; set; }

    /// <summary>The person's own grading: the strictest <c>adressebeskyttelse</c> that is in force.</summary>
    public Grading Grading { get; set; }

    /// <summary>Addresses that anyone may see: ungraded residential and present ones.</summary>
    public List<Address> PublicAddresses { get; } = [];

    /// <summary>Graded rows and shared residences.</summary>
    public List<Address> ProtectedAddresses { get; } = [];

    public Identifier? CurrentIdentifier { get; set; }
    public Status? CurrentStatus { get; set; }
    public Name? CurrentName { get; set; }
    public Birth? CurrentBirth { get; set; }
    public Gender? CurrentGender { get; set; }
    public MaritalStatus? CurrentMaritalStatus { get; set; }

    /// <summary>The current public residential address.</summary>
    public Address? Residential { get; set; }

    /// <summary>The current public present address.</summary>
    public Address? Present { get; set; }

    /// <summary>The number the person goes by: one in use that holds, else one in use, else the first the register gives.</summary>
    public void ChooseNumber()
        => CurrentIdentifier = Identifiers.Find(i => i.InUse && i.IsValid is not false) ?? Identifiers.Find(i => i.InUse) ?? Identifiers.FirstOrDefault();
}
