namespace Remediator.Core.Policies.Language;

/// <summary>
/// How a principal is named: its own name, its role's, or its account's. It decides which other policies may still stop it.
/// </summary>
internal readonly record struct PrincipalMatch(Tri Direct, Tri Role, Tri Account)
{
    public Tri Any => Direct.Or(Role).Or(Account);

    public PrincipalMatch Or(PrincipalMatch other) => new(Direct.Or(other.Direct), Role.Or(other.Role), Account.Or(other.Account));
}

/// <summary>
/// One value of a `Principal` or `NotPrincipal` element. ARNs are compared letter by letter and have no wildcards.
/// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
/// </summary>
internal abstract record PrincipalEntry(string Text)
{
    public abstract PrincipalMatch Match(Principal principal);

    /// <summary>It speaks of more than one role or user.</summary>
    public virtual bool IsWide => false;

    /// <summary>Somebody who would make requests under this name, for a proof to ask about.</summary>
    public abstract IEnumerable<Principal> Examples { get; }

    public static PrincipalEntry Of(string kind, string text) => kind switch
    {
        "AWS" when text == "*" => new Anyone(text),
        "AWS" when NameGrammar.IsAccount(text) => new WholeAccount(text, text, null),
        "AWS" when Principal.TryParse(text, out var named) => named switch
        {
            Principal.Root root => new WholeAccount(text, root.Of, root.Partition),
            Principal.Role role => new WholeRole(text, role.Of),
            _ => new Named(text, named),
        },
        "AWS" when IsDead(text) => new Dead(text),
        "AWS" => new Nobody(text),
        "Service" => new Named(text, new Principal.AwsService(text)),
        _ => new Named(text, new Principal.Outsider(kind, text)),
    };

    // the unique id of a role or user that is gone: AWS shows the ARN again for all that exist
    private static bool IsDead(string text) =>
        text.Length >= 16 && text.StartsWith('A') && text.All(letter => char.IsAsciiLetterUpper(letter) || char.IsAsciiDigit(letter));

    internal sealed record Anyone(string Text) : PrincipalEntry(Text)
    {
        public override bool IsWide => true;

        public override PrincipalMatch Match(Principal principal) => new(Tri.True, Tri.False, Tri.False);

        public override IEnumerable<Principal> Examples => [];
    }

    internal sealed record WholeAccount(string Text, string Account, string? Partition) : PrincipalEntry(Text)
    {
        public override bool IsWide => true;

        public override PrincipalMatch Match(Principal principal) => new(
            Tri.False, Tri.False, principal is Principal.Someone
                ? Tri.Unknown
                : TriLogic.Of(principal.Account == Account && (Partition is null || principal.Partition == Partition)));

        public override IEnumerable<Principal> Examples
        {
            get
            {
                var partition = Partition ?? "aws";
                yield return new Principal.Root($"arn:{partition}:iam::{Account}:root", Account);
                yield return new RoleArn(partition, Account, "/", "any-role-of-this-account");
            }
        }
    }

    internal sealed record WholeRole(string Text, RoleArn Arn) : PrincipalEntry(Text)
    {
        public override PrincipalMatch Match(Principal principal) => new(Tri.False, principal switch
        {
            Principal.Role role => TriLogic.Of(role.Of == Arn),
            Principal.Session session when session.Of == Arn => Tri.True,
            Principal.Someone => Tri.Unknown,
            // names of roles are unique in an account, whatever their path
            Principal.Session { PathKnown: false } session when session.Of with { Path = Arn.Path } == Arn => Tri.Unknown,
            _ => Tri.False,
        }, Tri.False);

        public override IEnumerable<Principal> Examples => [Arn, new Principal.Session(Arn, "any-session", true)];
    }

    internal sealed record Named(string Text, Principal Principal) : PrincipalEntry(Text)
    {
        public override PrincipalMatch Match(Principal principal) =>
            new(principal is Principal.Someone && Principal is not Principal.AwsService ? Tri.Unknown
                : TriLogic.Of(principal.Arn == Principal.Arn && principal.GetType() == Principal.GetType()), Tri.False, Tri.False);

        public override IEnumerable<Principal> Examples => [Principal];
    }

    internal sealed record Dead(string Text) : PrincipalEntry(Text)
    {
        public override PrincipalMatch Match(Principal principal) => default;

        public override IEnumerable<Principal> Examples => [];
    }

    /// <summary>No principal that AWS would store, so nobody can say whom it would mean.</summary>
    internal sealed record Nobody(string Text) : PrincipalEntry(Text)
    {
        public override PrincipalMatch Match(Principal principal) => new(Tri.Unknown, Tri.False, Tri.False);

        public override IEnumerable<Principal> Examples => [];
    }
}
