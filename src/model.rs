//! stand-in
/// x
#[derive(Debug)] pub struct Bigrams { m: std::collections::HashMap<(char,char), f32>, u: std::collections::HashMap<char, f32>, n: f32 }
fn load(p: &str) -> Bigrams {
 let s = std::fs::read_to_string(format!("{}/../shared/data/{p}/char_bigrams.tsv", env!("CARGO_MANIFEST_DIR"))).unwrap_or_default();
 let mut m = std::collections::HashMap::new(); let mut u = std::collections::HashMap::new(); let mut n = 0.0;
 for l in s.lines() { if let Some((p, c)) = l.rsplit_once(' ') { let v: Vec<char> = p.chars().collect(); if let ([a,b], Ok(c)) = (&v[..], c.parse::<f32>()) {
   let w = |c: char, o: char| if o > '\u{2000}' { match c { ','=>'，', ':'=>'：', ';'=>'；', '?'=>'？','!'=>'！', '('=>'（', ')'=>'）', c=>c } } else { c };
   let (a,b)=(w(*a,*b),w(*b,*a));
   *m.entry((a,b)).or_insert(0.0) += c; *u.entry(a).or_insert(0.0) += c; n += c; } } }
 Bigrams { m, u, n } }
impl Bigrams { /// x
 pub fn pmi(&self, a: char, b: char) -> f32 { let (Some(x), Some(y)) = (self.u.get(&a), self.u.get(&b)) else { return 0.0 };
  let e = (self.n / (x * y)).log2(); match self.m.get(&(a,b)) { Some(c) => c.log2() + e, None => (0.5f32.log2() + e).clamp(-12.0, 0.0) } } }
static Z: once_cell::sync::Lazy<Bigrams> = once_cell::sync::Lazy::new(|| load("zh"));
static T: once_cell::sync::Lazy<Bigrams> = once_cell::sync::Lazy::new(|| load("zht"));
static J: once_cell::sync::Lazy<Bigrams> = once_cell::sync::Lazy::new(|| load("ja"));
/// x
pub fn zh_hans() -> &'static Bigrams { &Z }
/// x
pub fn zh_hant() -> &'static Bigrams { &T }
/// x
pub fn ja() -> &'static Bigrams { &J }
