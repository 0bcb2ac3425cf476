namespace PersonEtl.Etl.Mart;

/// <summary>
/// A person of FREG with everything the mart shows of it. The FREG reader fills in what the document says, in its order;
/// <c>Enrich</c> fills in the rest. Texts are slices of the block the document was read from.
/// </summary>
internal sealed class Person
{
    public Guid Id { get; set; }

    /// <summary>The generation that first publishes the person under its current number; null when an earlier one did.</summary>
    public int? FirstPublished { get; set; }

    /// <summary>The number that the id was made from, absent when it is the current one. Set for a person whose current number enters the register.</summary>
    public Utf8Text FirstNumber { get; set; }

    /// <summary>Ids that this person's id stands for since their persons turned out to be this one.</summary>
    public List<PersonAlias> Aliases { get; } = [];

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

    /// <summary>
    /// The number the person goes by, of those that aren't another's: one in force, else one in use, else the first the register gives.
    /// None when all are another's, or all that are in force: then another document tells of the person.
    /// </summary>
    public void ChooseNumber()
        => CurrentIdentifier = Identifiers.Exists(i => i.IsInForce)
            ? Identifiers.Find(i => i.IsInForce && !i.IsOfAnother)
            : Identifiers.Find(i => i.InUse && !i.IsOfAnother) ?? Identifiers.Find(i => !i.IsOfAnother);
}
